"""What a commit changes in the files that may hold markers: as little of it as a replay needs."""

from __future__ import annotations

from typing import NamedTuple


class Hunk(NamedTuple):
    """A place where lines were replaced, without lines of context.

    Attributes:
        old_start, old_count: the lines that were taken away; with a count of 0 the line they follow.
        new_start, new_count: the lines that stand there now; likewise.
        removed, added: those of them that name `$imagepolicy`, as (number from 1, text without line ending).
    """

    old_start: int
    old_count: int
    new_start: int
    new_count: int
    removed: tuple[tuple[int, str], ...] = ()
    added: tuple[tuple[int, str], ...] = ()


class FilePatch(NamedTuple):
    """What a commit changes in one file.

    Attributes:
        path: from the top of the repository.
        blob: the full id of what the file holds now; empty where it is gone, or no file any more.
        is_new: whether the file was not there before.
        hunks: the places, in their order; of one without markers only what moves the lines behind it.
    """

    path: str
    blob: str
    is_new: bool
    hunks: tuple[Hunk, ...]

    @property
    def has_markers(self) -> bool:
        """Whether a line that names `$imagepolicy` comes or goes."""
        return any(hunk.removed or hunk.added for hunk in self.hunks)


class CommitPatch(NamedTuple):
    """What a commit changes, compared with its first parent.

    Attributes:
        oid: its full id.
        files: those that may matter.
    """

    oid: str
    files: tuple[FilePatch, ...]
