"""Repetition operators: `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`, each also with a `?` behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIMPLE: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_COUNTED = re.compile(r"\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}", re.ASCII)
_HIGHEST = 1000
_LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Count:
    """How often something is said: between `least` and `most` times, None without end."""

    least: int
    most: int | None
    greedy: bool
    end: int
    valid: bool = True


def read_count(pattern: str, start: int) -> Count | None:
    """The repetition operator at `start`; None where there is none: a `{` that is no count is a character."""
    char = pattern[start]
    if char in _SIMPLE:
        least, most = _SIMPLE[char]
        return _with_greed(pattern, least, most, start + 1)
    found = _COUNTED.match(pattern, start) if char == "{" else None
    if found is None:
        return None
    least = _number(found[1])
    most = least if not found[2] else (_number(found[3]) if found[3] else None)
    if least > _HIGHEST or (most is not None and (most > _HIGHEST or most < least)):
        return Count(least, most, greedy=True, end=found.end(), valid=False)
    return _with_greed(pattern, least, most, found.end())


def _number(digits: str) -> int:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else 10**_LONGEST_NUMBER


def _with_greed(pattern: str, least: int, most: int | None, end: int) -> Count:
    lazy = pattern.startswith("?", end)
    return Count(least, most, greedy=not lazy, end=end + lazy)
