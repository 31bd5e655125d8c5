"""Sets of versions as pieces of their order.

A cut lies between two neighbours in the order: `(key, 0)` just before the key, `(key, 1)` just after it. A
piece goes from one cut to the next. As tuples, cuts compare by themselves, and a key is in a piece where
`piece[0] <= (key, 0) < piece[1]`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from ddlint.model.semver.version import BEFORE, NUMBERS, Key

Cut: TypeAlias = tuple[Key, int]
Piece: TypeAlias = tuple[Cut, Cut]

BOTTOM: Cut = ((0, 0, 0, BEFORE), 0)
TOP: Cut = ((NUMBERS, 0, 0, BEFORE), 0)
EVERYTHING: Piece = (BOTTOM, TOP)


def before(key: Key) -> Cut:
    """The cut just before `key`."""
    return (key, 0)


def after(key: Key) -> Cut:
    """The cut just after `key`."""
    return (key, 1)


def series(major: int, minor: int | None = None, patch: int | None = None) -> Piece:
    """All versions, pre-releases too, with these numbers: of a major, of a minor, or of all three."""
    if minor is None:
        return _from(major, 0, 0), _from(major + 1, 0, 0)
    if patch is None:
        return _from(major, minor, 0), _from(major, minor + 1, 0)
    return _from(major, minor, patch), _from(major, minor, patch + 1)


def overlap(pieces: Iterable[Piece]) -> Piece:
    """What all of `pieces` share; empty where the first cut is not below the second."""
    low, high = EVERYTHING
    for piece in pieces:
        low, high = max(low, piece[0]), min(high, piece[1])
    return low, high


def union(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same versions in pieces that do not touch, in order."""
    merged: list[Piece] = []
    for low, high in sorted(piece for piece in pieces if piece[0] < piece[1]):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def without(piece: Piece, holes: Iterable[Piece]) -> Iterator[Piece]:
    """What is left of `piece`."""
    low = piece[0]
    for begin, end in union(holes):
        if low < begin:
            yield low, min(begin, piece[1])
        low = max(low, end)
        if low >= piece[1]:
            return
    if low < piece[1]:
        yield low, piece[1]


def cuts_of(pieces: Iterable[Piece]) -> tuple[Cut, ...]:
    """The cuts of a union in order: a key is inside where an odd number of them lies below."""
    return tuple(cut for piece in pieces for cut in piece)


def inside(cuts: tuple[Cut, ...], key: Key) -> bool:
    """Whether `key` lies within."""
    if len(cuts) == 2:
        return cuts[0] <= (key, 0) < cuts[1]
    return bisect_right(cuts, (key, 0)) % 2 == 1


def _from(major: int, minor: int, patch: int) -> Cut:
    return ((major, minor, patch, BEFORE), 0)
