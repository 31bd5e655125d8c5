"""The tags that a build can push, as a language: a pattern that all of them match, and some of them.

The pattern may match more: a branch and a git tag can be called anything, unless the triggers say which are
built. So "no tag of the language" is certain, and "this one" is certain for the examples alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ddlint.model.cloudbuild.commit_ids import ANY_SHORT, EXAMPLE
from ddlint.model.cloudbuild.text import Field, Fields, Kind
from ddlint.model.regexp import Pattern, compile_pattern
from ddlint.model.regexp.witness import LONGEST_TAG

ANY = "[A-Za-z0-9_.-]+"
_PATTERNS = {
    Kind.COMMIT: "[0-9a-f]{40}",
    Kind.SHORT_COMMIT: ANY_SHORT.pattern,
    Kind.TIMESTAMP: "[1-9][0-9]{9}",
    Kind.BUILD: "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
}
_COMMITS = (
    EXAMPLE,
    "f00d1ea9c8b7d6e5f4a3b2c1d0e9f8a7b6c5d4e3",
    "7ab3f2c19d8e4a5b6c7d8e9f0a1b2c3d4e5f6071",
)
_SHORT = 7
_MOMENTS = ("1700000000", "1765432109", "1798765432")
_BUILDS = ("0b5f2a8e-3c1d-4e6f-9a7b-8c9d0e1f2a3b",) * 3
_FREE = {Kind.BRANCH, Kind.PLAIN_BRANCH, Kind.RELEASE, Kind.PROJECT}
_SPECIAL = re.compile(r"[^A-Za-z0-9_-]")


def literal(text: str) -> str:
    """A pattern that matches `text` alone."""
    return _SPECIAL.sub(lambda match: f"\\x{{{ord(match[0]):x}}}", text)


@dataclass(frozen=True, slots=True)
class Refs:
    """Which branches and git tags a build runs for.

    Attributes:
        branches: a pattern of their names without anchors; "" where it may be any.
        tags: the same of git tags.
        names: branches as examples.
        releases: git tags as examples.
        known: whether the triggers say so.
    """

    branches: str = ""
    tags: str = ""
    names: tuple[str, ...] = ("main", "develop", "staging")
    releases: tuple[str, ...] = ("v1.2.3",)
    known: bool = False


ANY_REFS = Refs()


@dataclass(frozen=True, slots=True)
class Language:
    """The tags of one image of a build.

    Attributes:
        pattern: every such tag matches it.
        examples: some of the tags.
        exact: whether the examples are as good as any other: no part of the tag is free.
    """

    pattern: Pattern
    examples: tuple[str, ...]
    exact: bool


def language_of(tag: str, fields: Fields, refs: Refs = ANY_REFS) -> Language | None:
    """The language of `tag`; None where a part of it is not known.

    Args:
        tag: literal text and fields, as `Image.tag` has them.
        fields: of the build.
        refs: what the build runs for.
    """
    parts = [*fields.parts(tag)]
    kinds = {part.kind for part in parts if isinstance(part, Field)}
    if Kind.UNKNOWN in kinds or len(tag) > LONGEST_TAG:
        return None
    pattern = compile_pattern(f"^{''.join(_pattern(part, refs) for part in parts)}$")
    if not isinstance(pattern, Pattern):
        return None
    return Language(pattern, tuple(dict.fromkeys(examples(parts, refs))), not kinds & _FREE)


def _pattern(part: str | Field, refs: Refs) -> str:
    if isinstance(part, str):
        return _SPECIAL.sub(lambda match: f"\\x{{{ord(match[0]):x}}}", part)
    named = {Kind.BRANCH: refs.branches, Kind.RELEASE: refs.tags}.get(part.kind, "")
    return f"(?:{part.pattern or named or _PATTERNS.get(part.kind, ANY)})"


def examples(parts: Sequence[str | Field], refs: Refs) -> list[str]:
    """Tags as builds of different commits make them."""
    count = max(3, len(refs.names))
    return ["".join(_example(part, number, refs) for part in parts) for number in range(count)]


def _example(part: str | Field, number: int, refs: Refs) -> str:
    if isinstance(part, str):
        return part
    known = {
        Kind.BRANCH: refs.names,
        Kind.PLAIN_BRANCH: refs.names,
        Kind.RELEASE: refs.releases,
        Kind.COMMIT: _COMMITS,
        Kind.SHORT_COMMIT: _COMMITS,
        Kind.TIMESTAMP: _MOMENTS,
        Kind.BUILD: _BUILDS,
    }.get(part.kind, (part.example or "x",))
    text = known[number % len(known)]
    return text[: len(part.example) or _SHORT] if part.kind is Kind.SHORT_COMMIT else text
