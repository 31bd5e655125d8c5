"""Work that its author marked as not finished: `fixup!`, `squash!`, `amend!`, `WIP`."""

from __future__ import annotations

_MARK = "wip"


def unfinished_mark(description: str) -> tuple[int, int] | None:
    """Where `description` is marked as work in progress: as a whole, in front, or at its end in brackets.

    `wip` in the middle of a sentence is no mark; in front, small letters need a colon or brackets.
    """
    end = len(description)
    if _MARK in description[:4].lower():
        return _in_front(description)
    if description[-4:-1].lower() == _MARK and description[-5:-4] in ("[", "("):
        return end - 5, end
    return None


def _in_front(description: str) -> tuple[int, int] | None:
    at = int(description[0] in "[(")
    word, behind = description[at : at + 3], description[at + 3 : at + 4]
    if word.lower() != _MARK:
        return None
    if at:
        return (0, 5) if behind in ("]", ")") else None
    marked = behind in ("", ":") or (behind == " " and word.isupper())
    return (0, 3) if marked else None


def autosquash_prefix(header: str) -> str:
    """The prefixes for `git rebase --autosquash` that `header` begins with (`fixup! squash! `), or empty."""
    at = 0
    while header.startswith(("fixup! ", "squash! ", "amend! "), at):
        at = header.index(" ", at) + 1
    return header[:at]
