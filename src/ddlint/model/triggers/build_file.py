"""What the rules on triggers need to know of a build config: whether it is one, and what it pushes."""

from __future__ import annotations

import re

from ddlint.model.triggers.export import read_document
from ddlint.model.triggers.value import Problem, Value

_NAME = re.compile(r"(?:.*/)?cloudbuild[^/]*\.(?:ya?ml|json)|(?:.*/)?\.?cloudbuild/[^/]+\.(?:ya?ml|json)")
_STEPS = re.compile(r"(?:^|[{,])\s*[\"']?steps[\"']?\s*:", re.MULTILINE)
_PUSHES = re.compile(
    r"^images\s*:|\"images\"\s*:|[\"'\s]push\b|--push\b|--destination\b|--publish\b"
    r"|builds\s+submit\b.*--tag|\bskaffold\s+build\b|\bko\s+(?:build|publish)\b|\bjib\b|\bbuildx\b",
    re.MULTILINE,
)
_SUBSTITUTION = re.compile(r"\$\{?(_[A-Z0-9_]+)\}?")


def is_build_file(path: str) -> bool:
    """Whether a file of this name is a build config by custom."""
    return _NAME.fullmatch(path) is not None


def has_steps(text: str) -> bool:
    """Whether the text of a file looks like a build config: it has steps."""
    return _STEPS.search(text) is not None


def pushes(text: str) -> bool:
    """Whether a build config seems to push an image."""
    return _PUSHES.search(text) is not None


def images_of(text: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The `images` of a build config as written, and its own substitutions; empty where it is no YAML."""
    root = read_document("", text)
    if root is None or isinstance(root, Problem):
        return (), {}
    images, substitutions = root.get("images"), root.get("substitutions")
    return (
        tuple(each.text for each in images.texts() if each.text) if images else (),
        {name: value.text or "" for name, value in _fields(substitutions)},
    )


def _fields(value: Value | None) -> list[tuple[str, Value]]:
    return list((value.fields or {}).items()) if value is not None else []


def repository_of(image: str, substitutions: dict[str, str]) -> str:
    """An image without its tag, substitutions filled in; "" where one of them is not known."""
    filled = _SUBSTITUTION.sub(lambda match: substitutions.get(match.group(1), "\0"), image)
    if "\0" in filled:
        return ""
    folder, slash, last = filled.partition("@")[0].rpartition("/")
    return folder + slash + last.partition(":")[0]
