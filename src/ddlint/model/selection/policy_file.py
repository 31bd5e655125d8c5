"""One ImagePolicy of a file, with what the ImageRepository of the same file excludes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ddlint.errors import DdlintError
from ddlint.model.flux.facts import objects_in
from ddlint.model.flux.flux_object import FluxKind, FluxObject
from ddlint.model.flux.objects import ImagePolicy, ImageRepository
from ddlint.model.selection.spec import PolicySpec
from ddlint.model.yaml_node import MAPPING, read_documents

LARGEST = 1024 * 1024  # characters of a file


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
    objects = list(_objects(path, text))
    policies = [ImagePolicy(each) for each in objects if each.kind is FluxKind.IMAGE_POLICY]
    repositories = [ImageRepository(each) for each in objects if each.kind is FluxKind.IMAGE_REPOSITORY]
    chosen = _chosen(path, policies, wanted)
    _refuse_misshapen(chosen, text)
    repository = _repository(chosen, repositories)
    exclusions: tuple[str, ...] = ()
    if repository is not None:
        _refuse_misshapen(repository, text)
        exclusions = tuple(pattern.word for pattern in repository.exclusions)
    return FoundPolicy(chosen.object.key, chosen.spec, exclusions)


def _objects(path: str, text: str) -> Iterator[FluxObject]:
    for document in read_documents(path, text):
        if document.problem:
            raise DdlintError(f"{path}:{_line(text, document.at)}: {document.problem}")
        if document.root is not None and document.root.kind == MAPPING:
            yield from objects_in(document.root, any_group=True)


def _refuse_misshapen(found: ImagePolicy | ImageRepository, text: str) -> None:
    fault, item = found.fault, found.object
    if fault is not None:
        where = f"{item.path}:{_line(text, fault.span.start)}"
        raise DdlintError(f"{where}: {item.title}: {fault.what}", fault.help)


def _chosen(path: str, policies: Sequence[ImagePolicy], wanted: str) -> ImagePolicy:
    listed = ", ".join(each.object.key or "one without a name" for each in policies)
    if not policies:
        raise DdlintError(f"{path} holds no ImagePolicy", "name a YAML file with `kind: ImagePolicy`")
    meant = [each for each in policies if wanted in {"", each.object.key, each.object.name}]
    if not meant:
        raise DdlintError(f"{path} holds no ImagePolicy {wanted}", f"it holds {listed}")
    if len(meant) > 1:
        hint = f"name one: --policy {path}#NAMESPACE/NAME; there are {listed}"
        called = f" called {wanted}" if wanted else ""
        raise DdlintError(f"{path} holds {len(meant)} ImagePolicies{called}", hint)
    return meant[0]


def _repository(policy: ImagePolicy, found: Sequence[ImageRepository]) -> ImageRepository | None:
    """The ImageRepository of a policy; where a namespace is missing, it may be any."""
    namespace = policy.repository_namespace
    same = (
        each
        for each in found
        if each.object.name == policy.repository_name
        and (each.object.namespace == namespace or "" in {each.object.namespace, namespace})
    )
    return next(same, None)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
