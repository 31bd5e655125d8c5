"""The images that the values of an object name, and the scalar that each tag stands in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ddlint.model.accounts.built import NEW_NAME, NEW_TAG
from ddlint.model.accounts.facts import Value, Values
from ddlint.model.image import split_ref
from ddlint.model.marker import Form

_CONTAINER = re.compile(r"(?:^|\.)(?:containers|initContainers|ephemeralContainers)\[[^\]]*\]\Z")
_OTHER_TEMPLATE = re.compile(r"\{\{|\[\[|<[^>]*>|%\w+%|@\w+@")
VARIABLE = re.compile(r"\$\{[^}]*\}|\$\([^)]*\)")


@dataclass(frozen=True, slots=True)
class ImageAt:
    """An image, and where its tag stands.

    Attributes:
        name: without tag; empty where it is not known.
        tag: the tag, or what stands for one; empty for none.
        value: the scalar that it stands in.
        whole: whether the scalar is the tag and nothing else.
    """

    name: str
    tag: str
    value: Value
    whole: bool

    @property
    def span(self) -> tuple[int, int]:
        """The characters of the tag; the whole scalar where escapes hide them."""
        value, text = self.value, self.value.text or ""
        quotes = (value.end - value.start - len(text)) // 2
        at = text.rfind(self.tag)
        if value.end - value.start not in {len(text), len(text) + 2} or at < 0:
            return value.start, value.end
        return value.start + quotes + at, value.start + quotes + at + len(self.tag)


def images_in(values: Values) -> Iterator[ImageAt]:
    """The images among `values`, each once, in the order of their routes in the file."""
    groups: dict[str, dict[str, Value]] = defaultdict(dict)
    for route, value in values.items():
        before, _, key = _parted(route)
        groups[before][key] = value
    for before, group in groups.items():
        for key, value in group.items():
            found = _image(before, key, value, group)
            if found is not None and not _OTHER_TEMPLATE.search(value.text or ""):
                yield found


def _parted(route: str) -> tuple[str, str, str]:
    """The mapping that a scalar stands in, and its key; the changes of kustomize belong to their image."""
    for suffix in (NEW_TAG, NEW_NAME):
        if route.endswith(f".image{suffix}"):
            before, _, _ = route.removesuffix(suffix).rpartition(".")
            return before, ".", suffix
    return route.rpartition(".")


def _image(before: str, key: str, value: Value, group: dict[str, Value]) -> ImageAt | None:
    if not value.text:
        return None
    if key == "image":
        return _reference(before, value, group)
    if key in {"tag", "newTag"} or _form(value) is Form.TAG:
        return _tag(before, key, value, group)
    if _form(value) is Form.IMAGE:
        return _whole(value)
    return None


def _form(value: Value) -> Form | None:
    return value.marker.form if value.marker is not None else None


def _reference(before: str, value: Value, group: dict[str, Value]) -> ImageAt | None:
    ref = split_ref(value.text or "")
    new_tag, new_name = group.get(NEW_TAG), group.get(NEW_NAME)
    if new_tag is not None and new_tag.text:
        name = new_name.text if new_name is not None and new_name.text else ref.name
        return ImageAt(name, new_tag.text, new_tag, whole=True)
    if not _CONTAINER.search(before) and "/" not in ref.name and value.marker is None:
        return None  # `image: alpine:3` of who knows what
    return _whole(value)


def _whole(value: Value) -> ImageAt | None:
    ref = split_ref(value.text or "")
    return ImageAt(ref.name, ref.tag, value, whole=False) if ref.tag and ref.name else None


def _tag(before: str, key: str, value: Value, group: dict[str, Value]) -> ImageAt | None:
    text = (value.text or "").partition("@sha")[0]
    if re.search(r"[\s=/]", text) or not text:
        return None
    if key == "tag" and value.marker is None and not _is_image(before, group):
        return None
    return ImageAt(_beside(group), text, value, whole=True)


def _is_image(before: str, group: dict[str, Value]) -> bool:
    """Whether the mapping around a `tag` is an image."""
    repository = group.get("repository")
    if repository is not None:
        word = repository.text or ""
        return "://" not in word and not word.endswith(".git")
    return before.rpartition(".")[2].lower().endswith("image")


def _beside(group: dict[str, Value]) -> str:
    """The image's name in the same mapping: Helm's registry and repository, kustomize's new name."""
    for key in ("newName", "repository"):
        held = group.get(key)
        if held is not None and held.text:
            registry = group.get("registry") if key == "repository" else None
            return f"{registry.text}/{held.text}" if registry is not None and registry.text else held.text
    return ""
