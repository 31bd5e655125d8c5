"""Which scalars are image tags, for certain: a key called `tag` alone says nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ddlint.model.image import split_ref
from ddlint.model.scalar import Scalar, Style

_MARKED_TAG = re.compile(r'imagepolicy[^}]*:tag"')
_MARKED = re.compile(r'"\$imagepolicy"\s*:\s*"')
_CONTAINER = re.compile(r"(?:^|\.)(?:containers|initContainers|ephemeralContainers)\[\d+\]\.image\Z")
_PLACEHOLDER = re.compile(r"\{\{|\[\[|\$[\w{(\[]|<[^>]*>|%\w+%|@\w+@|\{[\w.-]+\}")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Use(StrEnum):
    """Who reads the field."""

    KUSTOMIZE = "kustomize"
    MARKED = "marked"
    CHART = "chart"
    CONTAINER = "container"


@dataclass(frozen=True, slots=True)
class TagField:
    """A scalar that holds an image's tag, or a whole reference.

    Attributes:
        use: who reads it.
        tag: the tag in it; None for a reference without one.
        whole: whether the scalar is the tag and nothing else.
    """

    use: Use
    tag: str | None
    whole: bool


def tag_field(scalar: Scalar) -> TagField | None:
    """What image tag `scalar` holds; None where it holds none for certain."""
    step = scalar.step
    if step == "newTag":
        return TagField(Use.KUSTOMIZE, _tag(scalar), True)
    if step == "image":
        held = _CONTAINER.search(scalar.route)
        return TagField(Use.CONTAINER, split_ref(scalar.value).tag, False) if held else None
    if scalar.comment is not None and _MARKED_TAG.search(scalar.comment.text):
        if split_ref(scalar.value).tag is not None or re.search(r"[\s=/]", scalar.value.strip()):
            return None  # a whole reference, or a text with more in it: not a tag's fault
        return TagField(Use.MARKED, _tag(scalar), True)
    if step == "tag" and _stands_in_an_image(scalar):
        return TagField(Use.CHART, _tag(scalar), True)
    return None


def is_marked(scalar: Scalar) -> bool:
    """Whether a marker stands behind the scalar."""
    return scalar.comment is not None and bool(_MARKED.search(scalar.comment.text))


def is_placeholder(scalar: Scalar) -> bool:
    """Whether the value is empty, null, or a text that something replaces before it is used."""
    if not scalar.value or (scalar.style is Style.PLAIN and scalar.value in _NULLS):
        return True
    return bool(_PLACEHOLDER.search(scalar.value))


def _tag(scalar: Scalar) -> str:
    """The tag; charts and kustomize take `tag@digest` too."""
    return _without_digest(scalar.value)


def _without_digest(value: str) -> str:
    tag, at, digest = value.partition("@")
    return tag if at and digest.startswith("sha") else value


def _stands_in_an_image(scalar: Scalar) -> bool:
    """Whether the mapping around a `tag` is an image: it has a repository that is no URL, or is called so."""
    siblings = scalar.siblings
    repository = siblings.get("repository")
    if repository is not None:
        return "://" not in repository.value and not repository.value.endswith(".git")
    return scalar.parent.key.lower().endswith("image") and ("registry" in siblings or "digest" in siblings)
