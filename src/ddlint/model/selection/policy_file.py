"""One ImagePolicy of a file, with what the ImageRepository of the same file excludes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ddlint.errors import DdlintError
from ddlint.model.flux.fields import Unreadable, objects
from ddlint.model.flux.image_objects import LARGEST, ImageObject, ImagePolicy, ImageRepository, image_objects
from ddlint.model.selection.spec import PolicySpec


@dataclass(frozen=True, slots=True)
class FoundPolicy:
    """An ImagePolicy.

    Attributes:
        title: namespace and name, as far as they are known.
        spec: what it says.
        exclusions: `exclusionList` of its ImageRepository in the same file; () where there is none.
    """

    title: str
    spec: PolicySpec
    exclusions: tuple[str, ...] = ()


def read_policy(path: str, text: str, wanted: str = "") -> FoundPolicy:
    """The ImagePolicy `wanted` (`namespace/name`, or its name alone) of a file; "" for the only one.

    Raises:
        DdlintError: the file is no YAML, holds no such policy, or several; or the policy has another shape
            than the API takes.
    """
    if len(text) > LARGEST:
        raise DdlintError(f"{path} has more than {LARGEST:,} characters, which ddlint does not read")
    _refuse_unreadable(path, text)
    found = list(image_objects(path, text, any_group=True))
    chosen = _chosen(path, [each for each in found if isinstance(each, ImagePolicy)], wanted)
    _refuse_misshapen(chosen)
    repository = _repository(chosen, found)
    exclusions: tuple[str, ...] = ()
    if repository is not None:
        _refuse_misshapen(repository)
        exclusions = tuple(pattern for pattern, _ in repository.exclusions)
    return FoundPolicy(_title(chosen), chosen.spec, exclusions)


def _refuse_unreadable(path: str, text: str) -> None:
    for found in objects(path, text):
        if isinstance(found, Unreadable):
            raise DdlintError(f"{path}:{_line(text, found.at)}: {found.what}")


def _refuse_misshapen(found: ImageObject) -> None:
    fault = found.fault
    if fault is not None:
        kind = type(found).__name__
        where = f"{found.path}:{_line(found.text, fault.span.start)}"
        raise DdlintError(f"{where}: {kind} {_title(found)}: {fault.what}", fault.help)


def _chosen(path: str, policies: Sequence[ImagePolicy], wanted: str) -> ImagePolicy:
    listed = ", ".join(_title(each) or "one without a name" for each in policies)
    if not policies:
        raise DdlintError(f"{path} holds no ImagePolicy", "name a YAML file with `kind: ImagePolicy`")
    meant = [each for each in policies if wanted in {"", _title(each), each.name}]
    if not meant:
        raise DdlintError(f"{path} holds no ImagePolicy {wanted}", f"it holds {listed}")
    if len(meant) > 1:
        hint = f"name one: --policy {path}#NAMESPACE/NAME; there are {listed}"
        called = f" called {wanted}" if wanted else ""
        raise DdlintError(f"{path} holds {len(meant)} ImagePolicies{called}", hint)
    return meant[0]


def _repository(policy: ImagePolicy, found: Sequence[ImageObject]) -> ImageRepository | None:
    """The ImageRepository of a policy; where a namespace is missing, it may be any."""
    namespace, name = policy.repository
    same = (
        each
        for each in found
        if isinstance(each, ImageRepository)
        and each.name == name
        and (each.namespace == namespace or "" in {each.namespace, namespace})
    )
    return next(same, None)


def _title(found: ImageObject) -> str:
    return f"{found.namespace}/{found.name}" if found.namespace else found.name


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
