"""Resolve a symbolic place to line and column, once, with the lines a person wants to see."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from ddlint.model.place import FileSpan, MessageSpan, Place

SNIPPET_LINES = 4
FAR = 20_000  # characters from which on counting the lines before costs more than looking them up


class Location(NamedTuple):
    """A resolved place. Lines and columns are 1-based; columns count characters.

    Attributes:
        kind: `file`, `commit`, `message` (not committed yet) or `ref`.
        name: the path, the commit id, or the full ref name; empty for a message.
        line, column: where it starts (1, 1 for a ref).
        end_line, end_column: where it ends; the end column is after the last character.
        route: the YAML route, or empty.
        snippet: the lines from `line` on, at most four, as they stand (not made safe for a terminal).
    """

    kind: str
    name: str
    line: int
    column: int
    end_line: int
    end_column: int
    route: str = ""
    snippet: tuple[str, ...] = ()


def locate(place: Place, text: str, *, brief: bool = False) -> Location:
    """Resolve `place` in `text`, the whole text its offsets count in (lines end at LF alone).

    Args:
        place: what to resolve.
        text: the text; empty for a ref.
        brief: leave out the snippet.
    """
    lines = 0 if brief else SNIPPET_LINES
    if isinstance(place, FileSpan):
        return _span("file", place.path, place.start, place.end, text, lines, place.route)
    if isinstance(place, MessageSpan):
        kind = "commit" if place.commit else "message"
        return _span(kind, place.commit, place.start, place.end, text, lines)
    return Location("ref", place.ref, 1, 1, 1, 1)


def _span(kind: str, name: str, start: int, end: int, text: str, lines: int, route: str = "") -> Location:
    end = max(start, end)
    first = text.rfind("\n", 0, start) + 1
    line = text.count("\n", 0, first) + 1 if first < FAR else bisect_left(_breaks(text), first) + 1
    more = text.count("\n", start, end)
    last = text.rfind("\n", start, end) + 1 if more else first
    snippet = _snippet(text, first, min(more + 1, lines)) if lines else ()
    return Location(kind, name, line, start - first + 1, line + more, end - last + 1, route, snippet)


@lru_cache(maxsize=2)
def _breaks(text: str) -> list[int]:
    """Where the lines of `text` end: a long file with very many findings is counted through once."""
    return [match.start() for match in re.finditer("\n", text)]


def _snippet(text: str, first: int, count: int) -> tuple[str, ...]:
    """`count` lines from the one that starts at `first` on."""
    lines = []
    for _ in range(count):
        end = text.find("\n", first)
        lines.append(text[first:] if end < 0 else text[first:end])
        first = end + 1
        if end < 0:
            break
    return tuple(lines)
