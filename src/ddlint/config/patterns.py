"""Path patterns of the configuration: `*` within a folder, `**` across folders, `?` one character.

A pattern without `/` matches the base name anywhere; one that ends in `/` means everything below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def matches_any(patterns: Iterable[str], path: str) -> bool:
    """Whether `path` (repository-relative, with `/`) matches one of `patterns` as a whole."""
    return any(_compiled(pattern).fullmatch(path) for pattern in patterns)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    anchored = pattern.removeprefix("./").removeprefix("/")
    if anchored.endswith("/"):
        anchored += "**"
    if "/" not in pattern:
        anchored = "**/" + anchored
    return re.compile(_translate(anchored), re.DOTALL)


def _translate(pattern: str) -> str:
    """Linear-time by construction: what stands between two `**/` is taken where it fits first, and kept."""
    first, *others = re.sub(r"\*{3,}", "**", pattern).split("**/")
    if not others:
        return _piece(first)
    *inner, last = others
    kept = "".join(f"(?>(?:[^/]*/)*?{_piece(each)})" for each in inner if each)
    return f"{_piece(first)}{kept}(?:[^/]*/)*?{_piece(last)}"


def _piece(text: str) -> str:
    """A part of a pattern without `**/`."""
    meaning = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return "".join(meaning.get(part) or re.escape(part) for part in re.split(r"(\*\*|\*|\?)", text))
