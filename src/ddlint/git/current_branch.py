"""The branch that one is on, or is about to push: asked where git, pre-commit and CIs tell it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ddlint.errors import Incomplete
from ddlint.git import ci
from ddlint.git.refs import HEADS
from ddlint.git.repository import Repository
from ddlint.model.releases.branch_name import short_branch

_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)
_REBASES = ("rebase-merge/head-name", "rebase-apply/head-name")


@dataclass(frozen=True, slots=True)
class Current:
    """A branch at one moment.

    Attributes:
        ref: its full name.
        oid: the full id of its newest commit.
        merging: the full ids of the commits that are being merged into it.
    """

    ref: str
    oid: str
    merging: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name without `refs/heads/`."""
        return short_branch(self.ref)


def current_branch(repository: Repository, environ: Mapping[str, str]) -> Current:
    """The branch that is meant where nobody named one.

    In order: what pre-commit says is pushed; the branch at HEAD; the branch that is being rebased; what the
    CI says it builds, since it checks out a commit and no branch.

    Raises:
        Incomplete: HEAD is on no branch and nobody says which is meant; or the branch has no commit yet.
    """
    if pushed := _pushed(repository, environ):
        return pushed
    ref = repository.head_ref() or _rebased(repository) or _of_ci(environ)
    if not ref:
        raise Incomplete(
            "HEAD is on no branch, so it is not known which one is meant", "name it: ddlint branch NAME"
        )
    oid = repository.head()
    if oid is None:
        raise Incomplete(f"{short_branch(ref)} has no commit yet", "commit first: there is nothing to judge")
    return Current(ref, oid, _merging(repository, environ))


def _pushed(repository: Repository, environ: Mapping[str, str]) -> Current | None:
    """What pre-commit says is pushed; at the first push of a history it says what, and not which commit."""
    ref = environ.get("PRE_COMMIT_REMOTE_BRANCH", "")
    told = environ.get("PRE_COMMIT_TO_REF") or environ.get("PRE_COMMIT_LOCAL_BRANCH") or "HEAD"
    if not ref:
        return None
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{told}^{{commit}}")
    oid = repository.git.run(*asked, accept=(0, 1, 128)).decode("ascii", "replace").strip()
    return Current(ref, oid) if _ID.fullmatch(oid) else None


def _merging(repository: Repository, environ: Mapping[str, str]) -> tuple[str, ...]:
    """What is being merged: git names it to its hooks, and keeps it while conflicts are resolved."""
    named = [key.removeprefix("GITHEAD_") for key in environ if key.startswith("GITHEAD_")]
    try:
        with open(os.path.join(repository.git_dir, "MERGE_HEAD"), encoding="ascii", errors="replace") as file:
            named += file.read(4096).split()
    except OSError:
        pass
    return tuple(dict.fromkeys(oid for oid in named if _ID.fullmatch(oid)))


def _rebased(repository: Repository) -> str:
    for name in _REBASES:
        try:
            with open(
                os.path.join(repository.git_dir, name), encoding="utf-8", errors="surrogateescape"
            ) as f:
                ref = f.read(4096).strip()
        except OSError:
            continue
        if ref.startswith(HEADS):
            return ref
    return ""


def _of_ci(environ: Mapping[str, str]) -> str:
    name = ci.branch(environ)
    return HEADS + name if name else ""
