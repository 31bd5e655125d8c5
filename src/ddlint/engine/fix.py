"""Fixes: which edits can be made together, and making them without touching another byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ddlint.engine.finding import Edit, Fix


def choose(fixes: Iterable[Fix]) -> list[Fix]:
    """As many of `fixes` as do not get in each other's way, first come first served.

    A fix that wants exactly what an earlier one does is among them; one that overlaps an earlier one is left
    for another round.
    """
    chosen: list[Fix] = []
    taken: list[Edit] = []
    for fix in fixes:
        wanted = [edit for edit in fix.edits if edit not in taken]
        if not any(_clash(edit, other) for edit in wanted for other in taken):
            taken += wanted
            chosen.append(fix)
    return chosen


def edits_of(fixes: Iterable[Fix]) -> list[Edit]:
    """The edits of `fixes`, each once, in the order of their places."""
    edits = dict.fromkeys(edit for fix in fixes for edit in fix.edits)
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


def apply(data: bytes, edits: Sequence[Edit]) -> bytes:
    """`data` (UTF-8) with `edits` made; their offsets count characters of its text, byte order mark included.

    Raises:
        UnicodeDecodeError: `data` is not UTF-8 (no rule offers a fix for such a file).
    """
    text = data.decode("utf-8")
    pieces: list[str] = []
    done = 0
    for edit in edits:
        pieces += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join((*pieces, text[done:])).encode("utf-8")


def _clash(one: Edit, other: Edit) -> bool:
    """Whether two edits overlap; two insertions at one point do, because their order would be a guess."""
    if one.start == other.start:
        return True
    first, second = sorted((one, other), key=lambda edit: edit.start)
    return second.start < first.end
