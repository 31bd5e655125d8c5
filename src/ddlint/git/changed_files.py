"""Which files differ between two commits, and which lines of them are new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ddlint.git.objects import read
from ddlint.git.repository import Repository
from ddlint.git.tree import SUBMODULE, SYMLINK

_RAW = ("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--end-of-options")
_NO_FILE = frozenset({"000000", SYMLINK, SUBMODULE})


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A path whose content, mode or existence differs.

    Attributes:
        path: from the top level, `/` between folders; bytes that are not UTF-8 are surrogate escapes.
        before: the full id of the blob before; empty where there was no file.
        after: the same afterwards.
    """

    path: str
    before: str
    after: str


def changed_files(repository: Repository, old: str, new: str) -> list[ChangedFile]:
    """The files that differ between two commits, in git's order. A rename is two of them.

    Args:
        repository: where to look.
        old: the full id of the commit before.
        new: the full id of the one after.

    Raises:
        ObjectMissing: a tree is not in this clone.
    """
    fields = repository.git.run(*_RAW, old, new).decode("utf-8", "surrogateescape").split("\0")[:-1]
    return [*_pairs(fields)]


def _pairs(fields: Sequence[str]) -> Iterator[ChangedFile]:
    for header, path in zip(fields[::2], fields[1::2], strict=True):
        old_mode, new_mode, before, after, _ = header.removeprefix(":").split(" ")
        yield ChangedFile(path, "" if old_mode in _NO_FILE else before, "" if new_mode in _NO_FILE else after)


def texts(repository: Repository, files: Sequence[ChangedFile]) -> Iterator[tuple[ChangedFile, str, str]]:
    """Each file with its text before and after; empty where there is none."""
    wanted = [oid for each in files for oid in (each.before, each.after) if oid]
    blobs = dict(zip(wanted, (data for _, data in read(repository, wanted)), strict=True))
    for each in files:
        yield each, _text(blobs, each.before), _text(blobs, each.after)


def _text(blobs: Mapping[str, bytes], oid: str) -> str:
    return blobs[oid].decode("utf-8", "surrogateescape") if oid else ""


def new_lines(before: str, after: str) -> frozenset[int]:
    """The lines of `after` (from 1) that are in `before` nowhere, or fewer times."""
    there = Counter(before.split("\n"))
    found: set[int] = set()
    for number, line in enumerate(after.split("\n"), 1):
        if there[line]:
            there[line] -= 1
        else:
            found.add(number)
    return frozenset(found)
