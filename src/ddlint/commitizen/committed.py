"""The commits that commitizen asks for one by one, read many at a time."""

from __future__ import annotations

from ddlint.commitizen.checking import Written
from ddlint.git.history import Commit, batches, commits_by_id
from ddlint.git.repository import Repository

_FIRST = 256


class Committed:
    """Commits by their ids.

    commitizen asks for those of a range, newest first. So whoever is not known yet is read with some of the
    commits behind it, twice as many each time.
    """

    __slots__ = ("_known", "_next", "_repository")

    def __init__(self, repository: Repository, ahead: int = _FIRST) -> None:
        self._repository = repository
        self._known: dict[str, Written] = {}
        self._next = ahead

    def of(self, oid: str) -> Written:
        """The commit with this full id.

        Raises:
            ObjectMissing: it is not in this clone.
        """
        if oid not in self._known:
            self._read_from(oid)
        return self._known.pop(oid, None) or self._alone(oid)

    def _read_from(self, oid: str) -> None:
        options = (f"--max-count={self._next}",)
        self._next *= 2
        for batch in batches(self._repository, [oid], options=options):
            self._known.update((commit.oid, _written(commit)) for commit in batch)

    def _alone(self, oid: str) -> Written:
        [commit] = commits_by_id(self._repository, [oid])
        return _written(commit)


def _written(commit: Commit) -> Written:
    author = commit.author
    return Written(
        commit.message, commit.oid, commit.is_merge, commit.committer.time, f"{author.name} <{author.email}>"
    )
