"""The changes of many commits as patch ids, and their trees: two processes, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.git import objects
from ddlint.git.repository import Repository

_DIFF = ("diff-tree", "--stdin", "-p", "--root", "--text", "--no-ext-diff", "--no-textconv", "--no-renames")
_PATCH_ID = ("patch-id", "--stable")
_NAMES = ("diff-tree", "--stdin", "-r", "-z", "--root", "--name-only", "--no-renames")
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)


def patch_ids(repository: Repository, oids: Iterable[str]) -> dict[str, str]:
    """The patch id of each commit by its full id; a commit that changes nothing has none, nor has a merge.

    Args:
        repository: where to look.
        oids: full ids of commits.

    Raises:
        GitError: git failed.
        ObjectMissing: an object is not in this clone.
    """
    data = "".join(f"{oid}\n" for oid in dict.fromkeys(oids)).encode("ascii")
    if not data:
        return {}
    with repository.git.stream(_DIFF, then=_PATCH_ID, data=data) as stream:
        lines = b"".join(stream).decode("ascii").splitlines()
    return {oid: patch for patch, _, oid in (line.partition(" ") for line in lines)}


def whole_patch_ids(repository: Repository, trees: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The patch id of the change from one tree to another, by the first; of several from it, the last one's.

    Args:
        repository: where to look.
        trees: full ids: from, to.
    """
    data = "".join(f"{before} {after}\n" for before, after in trees).encode("ascii")
    if not data:
        return {}
    with repository.git.stream(_DIFF, then=_PATCH_ID, data=data) as stream:
        lines = b"".join(stream).decode("ascii").splitlines()
    return {before: patch for patch, _, before in (line.partition(" ") for line in lines)}


def changed_paths(repository: Repository, oids: Iterable[str]) -> dict[str, list[str]]:
    """The paths that each commit changes, by its full id; none for a merge."""
    data = "".join(f"{oid}\n" for oid in dict.fromkeys(oids)).encode("ascii")
    if not data:
        return {}
    found: dict[str, list[str]] = {}
    paths: list[str] = []
    for part in repository.git.run(*_NAMES, data=data).decode("utf-8", "surrogateescape").split("\0")[:-1]:
        if _ID.fullmatch(part):
            paths = found.setdefault(part, [])
        else:
            paths.append(part)
    return found


def trees(repository: Repository, oids: Iterable[str]) -> dict[str, str]:
    """The tree of each commit, both as full ids."""
    found = objects.read(repository, dict.fromkeys(oids))
    return {oid.decode("ascii"): raw[5 : raw.find(b"\n")].decode("ascii") for oid, raw in found}
