"""Finding what looks like a marker, wherever it stands in a text."""

from __future__ import annotations

import re
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


_HINTS = ("imagepolic", "kpt-set", '"$ref"', "x-k8s-cli", "\\u")
_BEFORE, _AFTER = 40, 40


def find_candidates(text: str) -> list[Candidate]:
    """All marker-like places of `text`, in order."""
    lower = text.lower()
    if not any(hint in lower for hint in _HINTS):
        return []
    if len(lower) != len(text):  # a letter that grows in lower case: offsets would differ
        return [_candidate(text, match) for match in _CANDIDATE.finditer(text)]
    found: dict[int, Candidate] = {}
    for hint in _HINTS:
        at = lower.find(hint)
        while at >= 0:
            match = _CANDIDATE.search(text, max(at - _BEFORE, 0), at + _AFTER)
            if match:
                found.setdefault(match.start(), _candidate(text, match))
            at = lower.find(hint, at + 1)
    return [found[start] for start in sorted(found)]


def _candidate(text: str, match: re.Match[str]) -> Candidate:
    braced = match["brace"] is not None
    named = braced or match["key"] is not None
    if match["key"] is not None:
        line = text.rfind("\n", 0, match.start()) + 1
        braced = "{" in text[max(line, match.start() - 200) : match.start()]
    return Candidate(match.start(), match.end(), braced, named)
