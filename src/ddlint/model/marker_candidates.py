"""Finding what looks like a marker, wherever it stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_QUOTES = "\"'`\u201c\u201d\u2018\u2019\u00ab\u00bb"
_CANDIDATE = re.compile(
    rf"(?P<brace>\{{[\s{_QUOTES}$\\]{{0,12}}imagepolic(?:y|ies))"
    rf"|(?P<key>\$imagepolic(?:y|ies)[{_QUOTES}\\]{{0,3}}[ \t]*[:,])"
    r"|kpt-set:[ \t]*\$\{"
    r'|"\$ref"[ \t]*:'
    r'|"x-k8s-cli"[ \t]*:'
    r'|\{[ \t]*"[^"\n]*\\u[0-9a-f]{4}',
    re.IGNORECASE,
)


class Candidate(NamedTuple):
    """A place that looks like a marker.

    Attributes:
        start, end: what was recognised.
        braced: it begins with a brace, or one stands shortly before it: marker-like inside a scalar too.
        named: it names imagepolicy; others count in comments only, and only if Flux would follow them.
    """

    start: int
    end: int
    braced: bool
    named: bool


def find_candidates(text: str) -> list[Candidate]:
    """All marker-like places of `text`, in order, at most one a line and comment."""
    if not worth_looking(text):
        return []
    return list(_candidates(text))


def worth_looking(text: str) -> bool:
    """A quick test that no text with a candidate fails."""
    return "magepolic" in text or "x-k8s-cli" in text or '"$ref"' in text or _odd_spelling(text)


def _odd_spelling(text: str) -> bool:
    lower = text.lower()
    return "imagepolic" in lower or "kpt-set" in lower or '{"\\u' in lower


def _candidates(text: str) -> Iterator[Candidate]:
    for match in _CANDIDATE.finditer(text):
        braced = match["brace"] is not None
        if match["key"] is not None:
            line = text.rfind("\n", 0, match.start()) + 1
            braced = "{" in text[max(line, match.start() - 200) : match.start()]
        yield Candidate(match.start(), match.end(), braced, braced or match["key"] is not None)
