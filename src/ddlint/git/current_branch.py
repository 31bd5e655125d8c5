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
    """

    ref: str
    oid: str

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
    pushed = environ.get("PRE_COMMIT_REMOTE_BRANCH", ""), environ.get("PRE_COMMIT_TO_REF", "")
    if all(pushed) and _ID.fullmatch(pushed[1]):
        return Current(*pushed)
    ref = repository.head_ref() or _rebased(repository) or _of_ci(environ)
    if not ref:
        raise Incomplete(
            "HEAD is on no branch, so it is not known which one is meant", "name it: ddlint branch NAME"
        )
    oid = repository.head()
    if oid is None:
        raise Incomplete(f"{short_branch(ref)} has no commit yet", "commit first: there is nothing to judge")
    return Current(ref, oid)


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
