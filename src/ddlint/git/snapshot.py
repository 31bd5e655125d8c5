"""The files of a revision in a private folder, as git stores them: no filter or line ending has its way.

What is read there is what the revision holds, whatever the work tree looks like. Only blobs are written, and
only into the folder: symlinks and submodules are not, nor is a path that leads out of it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace

from ddlint.git.repository import Repository
from ddlint.git.tree import Entry, Unread, contents, tree

_UP = 8  # folders above the snapshot that a path of the configuration may climb
_NO_NAMES = frozenset(("", ".", "..", ".git"))


@contextmanager
def snapshot(
    repository: Repository,
    commit: str,
    wanted: Callable[[str], bool],
    *,
    limit: int,
    trusted: Mapping[str, bytes | None] | None = None,
    beside: Iterable[str] = (),
    like: Repository | None = None,
) -> Iterator[Repository]:
    """`repository` with the files of `commit` as its work tree.

    Args:
        repository: whose files are asked for.
        commit: the full id.
        wanted: which paths are written; the others are listed, and cannot be read.
        limit: of a larger file only the size is there.
        trusted: files whose content is another one (None: they are not there).
        like: another snapshot of the repository, made in the same way: files that are the same are linked.
        beside: paths that lead out of the work tree (`../policies`), and are to lead there from the snapshot.

    Raises:
        ObjectMissing: the tree is not in this clone.
        OSError: the folder cannot be written.
    """
    given = dict(trusted or {})
    with tempfile.TemporaryDirectory(prefix="ddlint-") as folder:
        home = os.path.realpath(folder)
        top = os.path.join(home, *(["_"] * _UP), os.path.basename(repository.work_tree or "") or "repository")
        os.makedirs(top)
        _link(repository.work_tree or "", top, beside)
        # First, so that a folder of the commit cannot stand in their place; nor, where the disk does not
        # tell capitals, a name that differs in these.
        for path, data in given.items():
            if data is not None:
                _write(top, Entry(path), data, limit)
        taken = {path.casefold() for path in given}
        entries = [each for each in tree(repository, commit) if each.skip is None and wanted(each.path)]
        others = (each for each in entries if each.path.casefold() not in taken)
        for entry, content in contents(repository, _not_linked(repository, like, top, others), limit):
            _write(top, entry, content, limit)
        yield replace(repository, work_tree=top, revision=commit)


def _not_linked(
    repository: Repository, like: Repository | None, top: str, entries: Iterable[Entry]
) -> Iterator[Entry]:
    """The entries that the snapshot `like` does not have with the same content; the others are linked."""
    known = {each.path: each.oid for each in tree(repository, like.revision)} if like else {}
    source = (like.work_tree if like else None) or ""
    for entry in entries:
        if known.get(entry.path) != entry.oid or not _link_file(source, top, entry.path):
            yield entry


def _link_file(source: str, top: str, path: str) -> bool:
    """Let a file of another snapshot stand in this one too; False where it cannot."""
    place = _place(top, path)
    if not place:
        return False
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.link(os.path.join(source, path), place, follow_symlinks=False)
    except OSError:
        return False
    return True


def _place(top: str, path: str) -> str:
    """Where a file of a commit goes; empty for a path that leads elsewhere."""
    parts = path.split("/")
    refused = any(part in _NO_NAMES for part in parts) or "\0" in path
    return "" if refused else os.path.join(top, *parts)


def _write(top: str, entry: Entry, content: bytes | Unread, limit: int) -> None:
    """Write one file; one that is too large gets its size alone, so that a reader says the same of it."""
    place = _place(top, entry.path)
    if not place:
        return
    with suppress(
        FileExistsError, NotADirectoryError, IsADirectoryError
    ):  # a tree may name a folder as a file
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "xb") as file:
            if isinstance(content, bytes):
                file.write(content)
            elif content.reason == "too large":
                file.truncate(limit + 1)


def _link(real: str, top: str, beside: Iterable[str]) -> None:
    """Let paths out of the snapshot lead where those out of the work tree `real` lead."""
    for path in beside:
        out = os.path.relpath(os.path.normpath(os.path.join(real, path)), real).split(os.sep)
        climbs = next((at for at, part in enumerate(out) if part != ".."), len(out))
        if 0 < climbs <= _UP and climbs < len(out):
            up = os.path.normpath(os.path.join(top, *out[:climbs], out[climbs]))
            target = os.path.normpath(os.path.join(real, *out[:climbs], out[climbs]))
            if not os.path.lexists(up):
                os.symlink(target, up)
