"""The text of a block scalar around a marker: is it configuration, or prose, or a script."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_HEADER = re.compile(r"^( *)[^\n]*[:-] +[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?\n", re.MULTILINE)
_KEY = r"(?:[\w./$-]+|\"[^\"\n]*\"|'[^'\n]*')"
_ENTRY = re.compile(rf"\s*(?:- +)*{_KEY}:(?:\s|\Z)|\s*- |\s*#|\s*\Z|\s*---|\s*[\]}}]")


def is_configuration(text: str, offset: int) -> bool:
    """Whether the block scalar around `offset` holds YAML: keys, items and comments only."""
    headers = _headers(text)
    number = bisect_right(headers, offset, key=lambda header: header[0]) - 1
    return number >= 0 and _holds_yaml(text, *headers[number])


@lru_cache(maxsize=2)
def _headers(text: str) -> tuple[tuple[int, int], ...]:
    """For each block scalar of `text`: where its content begins, and the indentation of its header's line."""
    return tuple((match.end(), len(match[1])) for match in _HEADER.finditer(text))


@lru_cache(maxsize=64)
def _holds_yaml(text: str, start: int, outer: int) -> bool:
    while start < len(text):
        end = text.find("\n", start)
        line = text[start:] if end < 0 else text[start:end]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= outer:
            return True
        if not _ENTRY.match(line):
            return False
        start = len(text) if end < 0 else end + 1
    return True
