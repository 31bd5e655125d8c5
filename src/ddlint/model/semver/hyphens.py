"""Hyphen ranges: `1.0 - 2.0` is rewritten to `>= 1.0, <= 2.0 ` in the text, before `||` is looked for.

Source: Masterminds/semver `rewriteRange`. What the rewriting does to its surroundings is kept: behind the
second version a space is added (`1 - 2>3` is a range), blanks before the first are lost (`0 1 - 2` is none).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

BLANKS: Final = "\t\n\f\r "  # Go's \s
BLANK: Final = r"[\t\n\f\r ]"
#: A version in a range. A bar in the numbers is a slip upstream: it passes here and fails as a number.
VERSION: Final = (
    r"v?([0-9|xX*]+)(\.[0-9|xX*]+)?(\.[0-9|xX*]+)?"
    r"(?:-(?P<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)

_DASH = re.compile(rf"(?<={BLANK})-(?={BLANK})")
_VERSION = re.compile(VERSION)
_TO_BLANKS = re.compile(rf"{BLANK}*")


class Piece(NamedTuple):
    """A stretch of the rewritten text and where it comes from."""

    at: int
    start: int
    end: int
    hyphen: bool


class Rewritten(NamedTuple):
    """A range without hyphen ranges.

    Attributes:
        source: the range as it was written.
        text: the same without hyphen ranges.
        pieces: where the stretches of `text` come from.
    """

    source: str
    text: str
    pieces: tuple[Piece, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of a stretch of the text: of a hyphen range all of it."""
        first, last = self._piece(start), self._piece(max(start, end - 1))
        low = first.start if first.hyphen else first.start + start - first.at
        high = last.end if last.hyphen else last.start + end - last.at
        return min(low, len(self.source)), min(max(low, high), len(self.source))

    def is_hyphen(self, at: int) -> bool:
        """Whether the text there was made of a hyphen range."""
        return self._piece(at).hyphen

    def _piece(self, at: int) -> Piece:
        return self.pieces[bisect_right(self.pieces, at, key=lambda piece: piece.at) - 1]


class Hyphen(NamedTuple):
    """A hyphen range in the source: all that is replaced, and the two versions."""

    start: int
    end: int
    low: tuple[int, int]
    high: tuple[int, int]


def rewrite_hyphens(source: str) -> Rewritten:
    """The range with its hyphen ranges rewritten."""
    parts: list[str] = []
    pieces: list[Piece] = []
    at = size = 0
    for hyphen in _hyphens(source):
        low, high = source[slice(*hyphen.low)], source[slice(*hyphen.high)]
        made = f">= {low}, <= {high} "
        parts += (source[at : hyphen.start], made)
        pieces += (
            Piece(size, at, hyphen.start, False),
            Piece(size + hyphen.start - at, hyphen.low[0], hyphen.high[1], True),
        )
        size += hyphen.start - at + len(made)
        at = hyphen.end
    parts.append(source[at:])
    pieces.append(Piece(size, at, len(source), False))
    return Rewritten(source, "".join(parts), tuple(pieces))


def _hyphens(source: str) -> Iterator[Hyphen]:
    """The hyphen ranges from left to right, none overlapping another.

    A version on the left that has anything but a comma, `||` or blanks before it makes the range invalid in
    any case, so those are not searched for.
    """
    at = 0
    for dash in _DASH.finditer(source):
        before = source[at : dash.start()].rstrip(BLANKS)
        left, at = at, dash.end()
        low = _low(before)
        blanks = _TO_BLANKS.match(source, dash.end())
        high = _VERSION.match(source, blanks.end() if blanks else dash.end())
        if low is None or high is None:
            continue
        start = len(before[:low].rstrip(BLANKS))
        swallowed = _TO_BLANKS.match(source, high.end())
        end = swallowed.end() if swallowed else high.end()
        yield Hyphen(left + start, end, (left + low, left + len(before)), high.span())
        at = end


def _low(before: str) -> int | None:
    """Where the version begins that `before` ends with; the leftmost, as a search from the left finds it.

    A version may begin with bars, so `||` ends the search only before a `v`.
    """
    comma = max(before.rfind(mark) for mark in f",{BLANKS}") + 1
    bars = before.rfind("||v", comma) + 2
    for start in (comma, bars) if bars > 1 else (comma,):
        if _VERSION.fullmatch(before, start):
            return start
    return None
