"""Where a waiver stands in a file, told without line numbers: what it covers, and what that stands under.

A waiver lets one thing stand. Moved to another key, or with another key put beneath it, it would let
something else stand that nobody looked at: there it is a new one. Told by indentation alone, so that it works
on text that is no YAML (yet), and is the same whatever stands elsewhere in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ITEM = re.compile(r"[ \t]*-[ \t]+")
_COMMENT = re.compile(r"(?:^|[ \t]+)#.*")
_KEY = re.compile(r"[^:]*(?=:(?:[ \t]|$))")
_HALF = 0.5  # what begins with `-` may be written as deep as its key


def standing(lines: Sequence[str], number: int) -> tuple[str, ...]:
    """The key on line `number` (from 1), the lines it stands under, and what names its document.

    Args:
        lines: of the file.
        number: of the line that is covered.
    """
    covered = _plain(lines[number - 1])
    found = _KEY.match(covered)
    first, end = _document(lines, number)
    above = [*_above(lines, number, first)]
    named = next((_plain(line) for line in lines[first:end] if _plain(line).startswith("name:")), "")
    return (found[0] if found else covered, *above, named)


def _document(lines: Sequence[str], number: int) -> tuple[int, int]:
    """The lines of the document that a line is in: the first, and the one behind the last, from 0."""
    first = next((at + 1 for at in range(number - 2, -1, -1) if lines[at].startswith("---")), 0)
    end = next((at for at in range(number, len(lines)) if lines[at].startswith("---")), len(lines))
    return first, end


def _above(lines: Sequence[str], number: int, first: int) -> Sequence[str]:
    found = []
    level = _level(lines[number - 1])
    for at in range(number - 2, first - 1, -1):
        if level <= 0:
            break
        text = _plain(lines[at])
        if text and _level(lines[at]) < level:
            level = _level(lines[at])
            found.append(text)
    return found


def _level(line: str) -> float:
    indent = len(line) - len(line.lstrip(" \t"))
    return indent + _HALF if _ITEM.match(line) else indent


def _plain(line: str) -> str:
    """A line without its comment and what surrounds it."""
    return _COMMENT.sub("", line).strip()
