"""The characters of a tag in a few blocks: those of one block are alike to all the patterns at hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ddlint.model.regexp import chars

#: Which character stands for its block in an example: the first of these that is in it.
_PREFERRED = "ax10-._"


@dataclass(frozen=True, slots=True)
class Block:
    """Characters that are alike.

    Attributes:
        bits: the characters.
        example: one of them.
        word: whether they are letters, digits or `_`, which are also those that a tag may begin with.
    """

    bits: int
    example: str
    word: bool


def blocks_of(sets: Iterable[int], letters: int = chars.TAG) -> tuple[Block, ...]:
    """The characters of a tag, or others, split so that each of `sets` holds a block wholly or not at all."""
    parts = [chars.WORD, letters & ~chars.WORD]
    for bits in set(sets):
        cut = [piece for part in parts for piece in (part & bits, part & ~bits)]
        parts = [part for part in cut if part]
    blocks = [Block(part, _example(part), bool(part & chars.WORD)) for part in parts]
    return tuple(sorted(blocks, key=lambda block: (_rank(block.example), block.example)))


def _example(bits: int) -> str:
    preferred = (char for char in _PREFERRED if bits & chars.of(char))
    return next(preferred, next(chars.members(bits)))


def _rank(char: str) -> int:
    return _PREFERRED.find(char) % 100
