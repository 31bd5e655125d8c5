"""What a commit changes in the files that may hold markers: as little of it as a replay needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ddlint.model.deployments.marked_line import Key


class Seen(NamedTuple):
    """A marked value at a line of a file, from 1."""

    line: int
    key: Key
    value: str


class Hunk(NamedTuple):
    """A place where lines were replaced, without lines of context.

    Attributes:
        old_start, old_count: the lines that were taken away; with a count of 0 the line they follow.
        new_start, new_count: the lines that stand there now; likewise.
        removed, added: the marked values on them, as far as their lines tell.
    """

    old_start: int
    old_count: int
    new_start: int
    new_count: int
    removed: tuple[Seen, ...] = ()
    added: tuple[Seen, ...] = ()


class FilePatch(NamedTuple):
    """What a commit changes in one file.

    Attributes:
        path: from the top of the repository.
        blob: the full id of what the file holds now; empty where it is gone, or no file any more.
        is_new: whether the file was not there before.
        hunks: the places, in their order; without those that neither hold markers nor move the lines behind.
        is_odd: whether a line names `$imagepolicy` and does not tell what it marks: only the file does.
        is_routine: whether nothing but marked values changes, each into one of the same form (`alike`).
    """

    path: str
    blob: str
    hunks: tuple[Hunk, ...]
    is_odd: bool = False
    is_routine: bool = False

    @property
    def has_markers(self) -> bool:
        """Whether a marked value comes or goes, or may."""
        return self.is_odd or any(hunk.removed or hunk.added for hunk in self.hunks)


class CommitPatch(NamedTuple):
    """What a commit changes, compared with its first parent.

    Attributes:
        oid: its full id.
        files: those that may matter.
    """

    oid: str
    files: tuple[FilePatch, ...]


def alike(removed: Sequence[Seen], added: Sequence[Seen]) -> bool:
    """Whether marked values took the place of others that differ in numbers and ids alone."""
    return [(seen.key, _form(seen.value)) for seen in removed] == [
        (seen.key, _form(seen.value)) for seen in added
    ]


def _form(value: str) -> str:
    return _VARIABLE.sub("0", value)


# A commit id, a number; also the digits that an id begins with.
_VARIABLE = re.compile(r"[0-9a-f]{7,}|[0-9]+")
