"""The two ends of a change, as commits of this clone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ddlint.errors import DdlintError
from ddlint.git import ci
from ddlint.git.history import commits_by_id
from ddlint.git.ranges import Range, first_commit, forks, require_complete
from ddlint.git.refs import branches, main_branch
from ddlint.git.repository import Repository
from ddlint.model.gate.asked import Asked, Kind

_FULL_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ends:
    """A change between commits, all by their full ids.

    Attributes:
        base: where the change is to go, as it is now: what it says is trusted.
        fork: where the change left; what was found there is not new.
        head: the end of the change.
    """

    base: str
    fork: str
    head: str

    @property
    def commits(self) -> Range:
        """The commits of the change."""
        return Range(f"{self.base[:10]}..{self.head[:10]}", (self.head,), (self.base,))

    def begun(self, repository: Repository) -> int:
        """When the commit was made where the change left: no commit of the change is older than that."""
        [found] = commits_by_id(repository, [self.fork])
        return found.committer.time or 0


def ends_of(asked: Asked, repository: Repository, environ: Mapping[str, str]) -> Ends:
    """The ends of the change that is asked about.

    Raises:
        Incomplete: an end, or the history between them, was not fetched.
        DdlintError: an end is not known, or the two share no history.
    """
    head = first_commit(repository, _names(asked, asked.head), environ)
    base = (
        first_commit(repository, _names(asked, asked.base), environ)
        if asked.base
        else _main(asked, repository, environ)
    )
    label = f"{asked.base or 'the main branch'}..{asked.head}"
    fork, *_ = forks(repository, label, base, head, environ)
    found = Ends(base, fork, head)
    require_complete(repository, found.commits, environ)
    return found


def _names(asked: Asked, name: str) -> list[str]:
    """Where to look for an end, in order. A branch of a CI is on the remote alone, mostly.

    A ref that somebody pushed does not stand for something else: no branch for a commit id that it is called
    after, and no tag for a branch.
    """
    if name.startswith("refs/") or name == "HEAD" or _FULL_ID.fullmatch(name):
        return [name]
    if asked.kind is Kind.CHANGE:
        return [f"refs/heads/{name}", f"refs/remotes/{name}", name, f"refs/remotes/origin/{name}", name]
    return [f"refs/remotes/origin/{name}", f"refs/heads/{name}", name]


def _main(asked: Asked, repository: Repository, environ: Mapping[str, str]) -> str:
    """For a new branch: the main branch."""
    found = main_branch(branches(repository))
    if found is None or not found.peeled:
        hint = f"{ci.detect(environ).hint(repository.is_shallow)}\nOr give `--base`."
        raise DdlintError(
            f"{asked.ref or 'the change'} has no base, and no main branch is in this clone", hint
        )
    return found.peeled
