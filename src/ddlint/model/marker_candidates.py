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
    r'|"x-k8s-cli"[ \t]*:',
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


_HINTS = ("imagepolic", "kpt-set", '"$ref"', "x-k8s-cli")
_ESCAPE = "\\u"
_BEFORE, _AFTER = 40, 40
_REACH = 400


def find_candidates(text: str) -> list[Candidate]:
    """All marker-like places of `text`, in order."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter that grows in lower case: offsets would differ
        found = [_candidate(text, match) for match in _CANDIDATE.finditer(text)]
    else:
        found = [
            _candidate(text, match)
            for start, end in _windows(lower)
            for match in _CANDIDATE.finditer(text, start, end)
        ]
    escapes = list(_escapes(text, lower)) if "\\" in lower and _ESCAPE in lower else []
    return sorted(found + escapes) if escapes else found


def _windows(lower: str) -> list[tuple[int, int]]:
    """The parts of the text that can hold a candidate, none of them touching another."""
    windows: list[tuple[int, int]] = []
    for at in sorted(at for hint in _HINTS for at in _occurrences(lower, hint)):
        start, end = max(at - _BEFORE, 0), at + _AFTER
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _occurrences(lower: str, hint: str) -> Iterator[int]:
    at = lower.find(hint)
    while at >= 0:
        yield at
        at = lower.find(hint, at + 1)


def _escapes(text: str, lower: str) -> Iterator[Candidate]:
    r"""Places where a key may be written with JSON's `\u` escapes, in what may be a comment."""
    line = -1
    for at in _occurrences(lower, _ESCAPE):
        start = text.rfind("\n", max(at - _REACH, 0), at) + 1
        if start != line and "{" in text[text.find("#", max(start, at - _REACH), at) : at]:
            line = start
            yield Candidate(at, at + 2, braced=False, named=False)


def _candidate(text: str, match: re.Match[str]) -> Candidate:
    braced = match["brace"] is not None
    named = braced or match["key"] is not None
    if match["key"] is not None:
        line = text.rfind("\n", 0, match.start()) + 1
        braced = "{" in text[max(line, match.start() - 200) : match.start()]
    return Candidate(match.start(), match.end(), braced, named)
