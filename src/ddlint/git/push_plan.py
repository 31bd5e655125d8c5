"""The plan of a push: which refs of the remote get which value.

git hands it to its pre-push hook, a line a ref. pre-commit passes on a part of it, for the first ref only, in
variables. Without either nothing is guessed.

Source: githooks(5), pre-push; pre-commit 4.7, `hook_impl.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ddlint.errors import DdlintError
from ddlint.git.failure import GitError
from ddlint.git.repository import Repository
from ddlint.model.ref_update import PlannedUpdate

FORM = "<local ref> <local oid> <remote ref> <remote oid>"
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)
_ZERO = re.compile(r"0+", re.ASCII)
_LONGEST = 64 << 10  # characters of a line: more than any ref name that git takes
_FROM_GIT = f"git writes to its pre-push hook, a line a ref: {FORM}"
_LOCAL, _REMOTE = "PRE_COMMIT_LOCAL_BRANCH", "PRE_COMMIT_REMOTE_BRANCH"
_FROM, _TO = "PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push will do.

    Attributes:
        updates: its refs, in order.
        remote: the name of the remote, or its URL where it has no name; empty where nobody said.
        partial: why there may be more to the push than is told; empty where all is told.
    """

    updates: tuple[PlannedUpdate, ...]
    remote: str = ""
    partial: str = ""


def from_lines(lines: Iterable[str], source: str) -> tuple[PlannedUpdate, ...]:
    """The refs of a push, as git writes them to its pre-push hook.

    Args:
        lines: without their line breaks; empty lines are passed over.
        source: where they come from, for errors (`standard input`).

    Raises:
        DdlintError: a line has another form, or two lines are about the same ref.
    """
    found: dict[str, PlannedUpdate] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            update = _parsed(line)
        except ValueError as error:
            raise DdlintError(f"{source}, line {number}: {error}", _FROM_GIT) from None
        if update.remote in found:
            raise DdlintError(f"{source}, line {number}: {update.remote} is there twice", _FROM_GIT)
        found[update.remote] = update
    return tuple(found.values())


def _parsed(line: str) -> PlannedUpdate:
    """One line. What stands first may hold blanks: `HEAD@{2 days ago}`."""
    if len(line) > _LONGEST:
        raise ValueError("is longer than any ref name")
    parts = line.rsplit(" ", 3)
    if len(parts) != 4:
        raise ValueError(f"has {len(parts)} of the 4 fields of a pushed ref")
    local, new, remote, old = parts
    for oid in (new, old):
        if not _OID.fullmatch(oid):
            raise ValueError(f"{oid[:80]!r} is not a full object id")
    if len(new) != len(old):
        raise ValueError("one id is SHA-1 and the other SHA-256")
    if not _is_ref(remote):
        raise ValueError(f"{remote[:80]!r} is not the full name of a ref")
    if _ZERO.fullmatch(new) and _ZERO.fullmatch(old):
        raise ValueError("both ids are zero")
    return PlannedUpdate(local, _known(new), remote, _known(old))


def from_pre_commit(repository: Repository, variables: Mapping[str, str]) -> Plan | None:
    """What pre-commit tells of a push; None where it does not run this.

    It tells of the first ref alone, and in `PRE_COMMIT_FROM_REF` not what the remote has, but where to begin
    looking: on a new ref that is the parent of its first new commit. So the old value of a tag is known only
    where it is an annotated tag, or where no new commit came with it (pre-commit then would not have run).

    Raises:
        DdlintError: a variable names something that is not here.
    """
    local, remote = variables.get(_LOCAL, ""), variables.get(_REMOTE, "")
    if not (local and remote):
        return None
    if not _is_ref(remote):
        raise DdlintError(f"{_REMOTE} is {remote[:80]!r}, which is not the full name of a ref")
    new = _resolved(repository, variables.get(_TO) or local, _TO if variables.get(_TO) else _LOCAL)
    begin = variables.get(_FROM)
    old = _resolved(repository, begin, _FROM) if begin else None
    if old and remote.startswith("refs/tags/") and not _is_tag(repository, old):
        old = None
    name = variables.get("PRE_COMMIT_REMOTE_NAME") or variables.get("PRE_COMMIT_REMOTE_URL") or ""
    update = PlannedUpdate(local, new, remote, old)
    return Plan((update,), name, "pre-commit tells of the first ref of a push only")


def _is_tag(repository: Repository, oid: str) -> bool:
    return repository.git.run("cat-file", "-t", oid).strip() == b"tag"


def _resolved(repository: Repository, name: str, variable: str) -> str:
    """The full id of the object that a variable names, unpeeled."""
    if _OID.fullmatch(name):
        return name
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", name)
    try:
        found = repository.git.run(*asked, accept=(0, 1)).decode("ascii").strip()
    except GitError:
        found = ""
    if not _OID.fullmatch(found):
        raise DdlintError(f"{variable} is {name[:80]!r}, which is nothing in this clone", "Was it fetched?")
    return found


def lines_of(data: bytes) -> Iterator[str]:
    """The lines of what git wrote; a name that is no UTF-8 stays what it is."""
    yield from data.decode("utf-8", "surrogateescape").split("\n")


def check_format(updates: Iterable[PlannedUpdate], repository: Repository) -> None:
    """Refuse ids of another length than those of the repository.

    Raises:
        DdlintError: an id is SHA-1 in a SHA-256 repository, or the other way round.
    """
    for update in updates:
        for oid in (update.new, update.old):
            if oid and len(oid) != repository.id_length:
                raise DdlintError(
                    f"{update.remote}: {oid} is not an id of this {repository.object_format} repository",
                    "Run ddlint in the repository that is pushed from.",
                )


def _is_ref(name: str) -> bool:
    return name.startswith("refs/") and len(name) > len("refs/") and not re.search(r"[\0-\x20\x7f]", name)


def _known(oid: str) -> str:
    return "" if _ZERO.fullmatch(oid) else oid
