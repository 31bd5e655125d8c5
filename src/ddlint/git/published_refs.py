"""Branches and tags as the remote has them: what two clones of a repository have in common."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from ddlint.git.failure import GitError, ObjectMissing
from ddlint.git.refs import HEADS, REMOTES, TAGS
from ddlint.git.repository import Repository

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_ORIGIN = f"{REMOTES}origin/"
_FORMAT = "--format=%(objectname)%00%(refname)%00%(symref)"


def published_refs(repository: Repository) -> dict[str, str]:
    """The full names of branches and tags with their ids (of the tag, where it is annotated), sorted.

    In a clone, branches are those of `origin`, under the names they have there; local ones are its user's.
    Where nothing was fetched from `origin`, they are the local ones. Opens no object.
    """
    listed = repository.git.run("for-each-ref", _FORMAT, "--", HEADS, _ORIGIN, TAGS)
    lines = listed.decode("utf-8", "surrogateescape").split("\n")[:-1]
    found = {name: oid for oid, name, target in (line.split("\0") for line in lines) if not target}
    if any(name.startswith(_ORIGIN) for name in found):
        found = {_as_there(name): oid for name, oid in found.items() if not name.startswith(HEADS)}
    return dict(sorted(found.items()))


def digest(refs: Mapping[str, str]) -> str:
    """SHA-256 over all refs: over a line `ID NAME` for each, sorted by name."""
    hashed = hashlib.sha256()
    for name, oid in sorted(refs.items()):
        hashed.update(f"{oid} {name}\n".encode("utf-8", "surrogateescape"))
    return hashed.hexdigest()


def _as_there(name: str) -> str:
    return HEADS + name.removeprefix(_ORIGIN) if name.startswith(_ORIGIN) else name


def leads_to(repository: Repository, old: str, new: str) -> bool | None:
    """Whether the commit `new` has `old` in its history; None where this clone cannot tell.

    Both are full ids; what is none is not in the clone.
    """
    if not (_ID.fullmatch(old) and _ID.fullmatch(new)):
        return None
    try:
        done = repository.git.run("rev-list", "--max-count=1", old, f"^{new}", "--")
    except (GitError, ObjectMissing):
        return None
    return None if done and repository.is_shallow else not done
