"""The files of a repository: tracked, untracked, or of a revision; and their content, in batches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ddlint.git.objects import read, sizes_here
from ddlint.git.repository import Repository

UNREADABLE: Final = "unreadable"
SYMLINK: Final = "120000"
SUBMODULE: Final = "160000"
_NO_CONTENT: Final = {SYMLINK: "symlink", SUBMODULE: "submodule"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One path of the index, of a tree or of the work tree.

    Attributes:
        path: from the top level, `/` between folders; bytes that are not UTF-8 are surrogate escapes.
        mode: git's mode, `100644`, `100755`, `120000` or `160000`; empty for an untracked file.
        oid: the full id of the blob; empty for an untracked file.
        unmerged: the index holds several versions of it, because of a conflict.
    """

    path: str
    mode: str = ""
    oid: str = ""
    unmerged: bool = False

    @property
    def skip(self) -> "Unread | None":
        """Why there is no content to read here, from the mode alone; None when there is."""
        reason = _NO_CONTENT.get(self.mode)
        if reason is None and self.path.endswith("/"):
            reason = "embedded repository"
        return Unread(self.path, reason) if reason else None


@dataclass(frozen=True, slots=True)
class Unread:
    """A path whose content was not read.

    Attributes:
        path: as in `Entry`.
        reason: one of "symlink", "submodule", "embedded repository", "unsafe path", "too large",
            "not in the work tree", "not a regular file", "unreadable", "missing object".
        detail: more about it, such as the size; may be empty.
    """

    path: str
    reason: str
    detail: str = ""


def tracked(repository: Repository, paths: Iterable[str] = ()) -> Iterator[Entry]:
    """The files in the index, or of the revision of a snapshot, in git's order; each path once.

    Args:
        repository: one with a work tree.
        paths: files and folders, from the top level, taken literally; none means all.
    """
    if repository.revision:
        yield from _below(tree(repository, repository.revision), paths)
        return
    output = repository.git.run("ls-files", "-z", "--stage", "--full-name", "--", *paths)
    previous = ""
    for line in _fields(output):
        fields, _, path = line.partition("\t")
        mode, oid, stage = fields.split(" ")
        if path != previous:
            yield Entry(path, mode, oid, stage != "0")
        previous = path


def _below(entries: Iterable[Entry], paths: Iterable[str]) -> Iterator[Entry]:
    """The entries that are one of `paths` or lie below one; all of them where there are none."""
    named = tuple(paths)
    folders = tuple(f"{path}/" for path in named)
    for entry in entries:
        if not named or entry.path in named or entry.path.startswith(folders):
            yield entry


def untracked(repository: Repository, paths: Iterable[str] = ()) -> Iterator[Entry]:
    """The files git does not know and does not ignore. An embedded repository is one entry that ends in `/`.

    Args:
        repository: one with a work tree.
        paths: files and folders, from the top level, taken literally; none means all.
    """
    if repository.revision:
        return iter(())
    output = repository.git.run(
        "ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", *paths
    )
    return map(Entry, _fields(output))


def tree(repository: Repository, commit: str) -> Iterator[Entry]:
    """The files of a revision.

    Args:
        repository: where to look.
        commit: the full id of a commit or tree.

    Raises:
        ObjectMissing: the tree is not in this clone.
    """
    output = repository.git.run("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit)
    for line in _fields(output):
        fields, _, path = line.partition("\t")
        mode, _, oid = fields.split(" ")
        yield Entry(path, mode, oid)


def contents(
    repository: Repository, entries: Iterable[Entry], limit: int
) -> Iterator[tuple[Entry, bytes | Unread]]:
    """The blobs of entries as git stores them, from one process; sizes are asked first.

    Args:
        repository: where to look.
        entries: with ids, as `tracked` and `tree` yield them.
        limit: larger blobs are skipped without being read.

    Yields:
        Each entry once, in order, with its content or why it was not read.
    """
    asked = list(entries)
    wanted: list[Entry] = []
    answers: dict[int, Unread] = {}
    found = sizes_here(repository, [entry.oid for entry in asked if entry.skip is None])
    for number, entry in enumerate(asked):
        skip = entry.skip or _too_large(entry, found[entry.oid], limit)
        if skip is None:
            wanted.append(entry)
        else:
            answers[number] = skip
    blobs = read(repository, [entry.oid for entry in wanted])
    for number, entry in enumerate(asked):
        yield entry, answers[number] if number in answers else next(blobs)[1]


def _too_large(entry: Entry, size: int | None, limit: int) -> Unread | None:
    if size is None:
        return Unread(entry.path, "missing object", entry.oid)
    return Unread(entry.path, "too large", f"{size} bytes, the limit is {limit}") if size > limit else None


def _fields(output: bytes) -> list[str]:
    return output.decode("utf-8", "surrogateescape").split("\0")[:-1]
