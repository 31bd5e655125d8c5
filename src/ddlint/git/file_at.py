"""The content of a file of a revision."""

from __future__ import annotations

import posixpath

from ddlint.errors import DdlintError
from ddlint.git.objects import read
from ddlint.git.repository import Repository
from ddlint.git.tree import SYMLINK

_PLAIN = frozenset({"100644", "100755"})
_LINKS = 16  # more go round


def file_at(repository: Repository, commit: str, path: str) -> bytes | None:
    """What the commit with this full id has at `path`; None where that is no file.

    Raises:
        ObjectMissing: it is not in this clone.
    """
    output = repository.git.run("ls-tree", "-z", "--full-tree", commit, "--", path)
    for line in output.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        fields, _, name = line.partition("\t")
        mode, _, oid = fields.split(" ")
        if name == path and mode in _PLAIN:
            return next(data for _, data in read(repository, [oid]))
    return None


def behind_links(repository: Repository, commit: str, path: str) -> str:
    """The path that `path` stands for in the commit with this full id, where links lead; there or not.

    Raises:
        ObjectMissing: a link is not in this clone.
        DdlintError: a link leads out of the repository, or round in a circle.
    """
    found = posixpath.normpath(path)
    for _ in range(_LINKS):
        following = _behind_one(repository, commit, found)
        if following is None:
            return found
        if following.startswith(("/", "../")):
            raise DdlintError(
                f"{path} is a link that leads out of the repository", "Put the file in its place."
            )
        found = following
    raise DdlintError(f"{path} is a link that leads round in a circle", "Put the file in its place.")


def _behind_one(repository: Repository, commit: str, path: str) -> str | None:
    """`path` with its first link followed; None where it holds none."""
    parts = path.split("/")
    above = ["/".join(parts[: at + 1]) for at in range(len(parts))]
    output = repository.git.run("ls-tree", "-z", "--full-tree", commit, "--", *above)
    for line in output.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        fields, _, name = line.partition("\t")
        mode, _, oid = fields.split(" ")
        if mode == SYMLINK and name in above:
            target = next(data for _, data in read(repository, [oid])).decode("utf-8", "surrogateescape")
            rest = path[len(name) :].lstrip("/")
            return posixpath.normpath(posixpath.join(posixpath.dirname(name), target, rest))
    return None
