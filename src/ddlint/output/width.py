"""How many columns of a terminal a text takes."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_ZERO = frozenset({"Mn", "Me"})


def width(text: str) -> int:
    """The columns that `text` takes: two for wide East Asian characters, none for combining ones."""
    return len(text) if text.isascii() else sum(map(_one, text))


def _one(character: str) -> int:
    if category(character) in _ZERO:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
