"""The image that a scalar deploys: its tag with its place, its name where that stands nearby, its policy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ddlint.model.image import split_ref
from ddlint.model.marker import Form
from ddlint.model.marker_text import read_comment
from ddlint.model.scalar import Scalar
from ddlint.model.tag_field import is_marked, is_placeholder, tag_field

_STEPS = frozenset({"tag", "newTag", "image"})


@dataclass(frozen=True, slots=True)
class DeployedImage:
    """What is deployed, as far as one scalar tells.

    Attributes:
        tag: the tag, never empty.
        start, end: where it stands in the file's text; the whole scalar where escapes hide it.
        name: registry and repository; empty where they stand elsewhere.
        policy: the name of the ImagePolicy in the marker behind it; empty where there is none.
        namespace: of that policy.
    """

    tag: str
    start: int
    end: int
    name: str = ""
    policy: str = ""
    namespace: str = ""


def may_deploy(scalar: Scalar) -> bool:
    """Whether `deployed_image` has to look at `scalar`."""
    return scalar.step in _STEPS or scalar.comment is not None


@lru_cache(maxsize=2)
def deployed_image(scalar: Scalar) -> DeployedImage | None:
    """The image that `scalar` deploys; None where it holds no tag for certain, or only a placeholder.

    The rules on tags ask for the same scalar one after the other, so the last answers are remembered.
    """
    if not may_deploy(scalar) or is_placeholder(scalar):
        return None
    field = tag_field(scalar)
    if field is None:
        return _marked(scalar)
    if not field.tag:
        return None
    return _made(scalar, field.tag, split_ref(scalar.value).name if not field.whole else _name_beside(scalar))


def _marked(scalar: Scalar) -> DeployedImage | None:
    """Any field whose marker writes the whole reference."""
    if not is_marked(scalar) or scalar.comment is None:
        return None
    marker = read_comment(scalar.comment.text).marker
    ref = split_ref(scalar.value)
    if marker is None or marker.form is not Form.IMAGE or not ref.tag or not ref.name:
        return None
    return _made(scalar, ref.tag, ref.name)


def _made(scalar: Scalar, tag: str, name: str) -> DeployedImage:
    marker = read_comment(scalar.comment.text).marker if is_marked(scalar) and scalar.comment else None
    at = scalar.raw.rfind(tag)
    start = scalar.start + at if at >= 0 else scalar.start
    end = start + len(tag) if at >= 0 else scalar.end
    return DeployedImage(
        tag, start, end, name, marker.name if marker else "", marker.namespace if marker else ""
    )


def _name_beside(scalar: Scalar) -> str:
    """The image's name in the same mapping: Helm's registry and repository, kustomize's new name."""
    siblings = scalar.siblings
    for key in ("newName", "repository"):
        if key in siblings:
            registry = siblings["registry"].value if key == "repository" and "registry" in siblings else ""
            return f"{registry}/{siblings[key].value}" if registry else siblings[key].value
    return ""
