"""What a revert says about the commit it takes back."""

from __future__ import annotations

_HEX = frozenset("0123456789abcdef")
_AROUND = "()[]<>.,;:\"'`"


def names_what_it_reverts(text: str) -> bool:
    """Whether a commit id (7 digits or more) or a pull request's number (`#12`, `!12`) stands in `text`.

    git writes `This reverts commit <id>.`, GitHub `Reverts owner/name#12`, the specification `Refs: <id>`.
    """
    return any(_is_commit_id(word) or _has_number(word) for word in text.split())


def _is_commit_id(word: str) -> bool:
    bare = word.strip(_AROUND)
    return 7 <= len(bare) <= 64 and _HEX.issuperset(bare) and any(map(str.isdecimal, bare))


def _has_number(word: str) -> bool:
    bare = word.strip(_AROUND)
    return any(bare.rpartition(mark)[2].isdecimal() for mark in "#!" if mark in bare)
