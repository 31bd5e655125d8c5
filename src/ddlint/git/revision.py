"""The commit that a person names."""

from __future__ import annotations

from ddlint.errors import DdlintError, Incomplete
from ddlint.git.failure import GitError
from ddlint.git.repository import Repository


def commit_named(repository: Repository, name: str, hint: str) -> str:
    """The full id of the commit that `name` stands for: a branch, a tag, an id, `HEAD~2`.

    Args:
        repository: where to look.
        name: what a person wrote.
        hint: how to fetch what is missing, where the clone is known to be cut.

    Raises:
        DdlintError: it names no commit here.
        Incomplete: the same in a clone whose history is cut.
    """
    found = commit_id(repository, name)
    if found:
        return found
    if name == "HEAD" and repository.head() is None:
        raise DdlintError("there is no commit yet", "Make the first commit, then run ddlint again.")
    message = f"{name} is not a commit, branch or tag in this clone"
    if repository.is_shallow:
        raise Incomplete(message, hint)
    raise DdlintError(message, "Was it fetched? `git fetch --tags origin`")


def commit_id(repository: Repository, name: str) -> str:
    """The full id of the commit that `name` stands for; empty where it stands for none."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    try:
        return repository.git.run(*asked, accept=(0, 1)).decode("ascii").strip()
    except GitError:
        return ""
