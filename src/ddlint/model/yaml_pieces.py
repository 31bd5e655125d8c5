"""Splitting a file into the pieces that Flux parses one by one.

Source: kyaml v0.21.1, `kio/byteio_reader.go`, splitDocuments.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

_SEPARATOR = re.compile(r"\r?\n---([^\n]*)\n")


class Piece(NamedTuple):
    """Characters `start` to `end` of a file's text, its last line break included."""

    start: int
    end: int


class Separator(NamedTuple):
    """A `---` line, from its first dash to its end; `bad` where Flux refuses the file because of it."""

    start: int
    end: int
    bad: bool


class Split(NamedTuple):
    """A file in pieces."""

    pieces: tuple[Piece, ...]
    separators: tuple[Separator, ...]


def split(text: str) -> Split:
    """Split `text` as Flux does, CR LF taken for LF."""
    if "\n---" not in text:
        return Split((Piece(0, len(text)),), ())
    pieces, separators, start = [], [], 0
    for match in _SEPARATOR.finditer(text):
        line_end = match.start() + (2 if text[match.start()] == "\r" else 1)
        pieces.append(Piece(start, line_end))
        rest = match.group(1).strip()
        end = match.end(1)
        separators.append(Separator(line_end, end, bool(rest) and not rest.startswith("#")))
        start = match.end()
    pieces.append(Piece(start, len(text)))
    return Split(tuple(pieces), tuple(separators))


class Lines:
    """A piece with CR LF as LF, and the way back to the characters of the file."""

    __slots__ = ("_base", "_gaps", "text")

    def __init__(self, text: str, piece: Piece) -> None:
        """Take `piece` out of the file's `text`."""
        raw = text[piece.start : piece.end]
        self._base = piece.start
        self._gaps: Sequence[int] = ()
        self.text = raw
        if "\r\n" in raw:
            self.text = raw.replace("\r\n", "\n")
            ends = (match.start() for match in re.finditer("\r\n", raw))
            self._gaps = [end - number for number, end in enumerate(ends)]

    def at(self, offset: int) -> int:
        """The character of the file that character `offset` of `text` is."""
        return self._base + offset + bisect_left(self._gaps, offset)

    def back(self, offset: int) -> int:
        """The character of `text` that character `offset` of the file is."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self.at(middle) < offset:
                low = middle + 1
            else:
                high = middle
        return low
