"""Reading a main line for its patches, in several processes, around what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from ddlint.engine.workers import Task, in_order
from ddlint.errors import DdlintError
from ddlint.git.history import Commit, commits_by_id
from ddlint.git.main_line import Line
from ddlint.git.patches_of_files import patches
from ddlint.git.repository import Repository
from ddlint.model.deployments.deployed import Step
from ddlint.model.deployments.patch import FilePatch

#: Commits that one process reads at once: many, because git has to start for them.
CHUNK = 1_000
_MOST_UNREADABLE = 20  # of a chunk, after which the rest of it is given up


class Changed(NamedTuple):
    """A commit that changes files which Flux opens.

    Attributes:
        oid: its full id.
        step: what a deployment needs of it; None where no line with a marker comes or goes.
        files: what it changes.
    """

    oid: str
    step: Step | None
    files: tuple[FilePatch, ...]


class Unread(NamedTuple):
    """Commits that could not be read, and why.

    Attributes:
        first, last: full ids; the same where it is one.
        count: how many they are.
        reason: what git said.
        hint: what to do.
    """

    first: str
    last: str
    count: int
    reason: str
    hint: str


class Piece(NamedTuple):
    """What came of some commits of the main line.

    Attributes:
        commits: how many they are.
        last: the full id of the last one.
        changed: those that matter, in order.
        unread: those that could not be read.
    """

    commits: int
    last: str
    changed: list[Changed]
    unread: list[Unread]


@dataclass(frozen=True, slots=True)
class Reader:
    """How a main line is read.

    Attributes:
        repository: where.
        by_name: whether git chooses the files (see `is_mostly_yaml`).
        is_bot: whether `Name <email>` is a bot.
    """

    repository: Repository
    by_name: bool
    is_bot: Callable[[str], bool]

    def pieces(self, lines: Iterable[Line], jobs: int) -> Iterator[Piece]:
        """What the commits of a main line change, in order, read in `jobs` processes."""
        task = Task(self.piece, bytes.splitlines, _lost)
        yield from in_order(task, _chunks(lines), jobs)

    def snapshot(self, empty: str, tree: str, oid: str) -> Piece:
        """All files of a commit, as if it had brought them."""
        found = patches(self.repository, [f"{empty} {tree}"], by_name=self.by_name)
        files = tuple(file for patch in found for file in patch.files)
        (step,) = self._steps([oid]).values()
        return Piece(1, oid, [Changed(oid, step, files)] if files else [], [])

    def piece(self, chunk: bytes) -> Piece:
        """What the commits of a chunk change: lines of a commit, and the one it is compared with."""
        pairs = chunk.decode("ascii").split("\n")
        unread: list[Unread] = []
        changed = self._changed(pairs, unread)
        return Piece(len(pairs), pairs[-1].partition(" ")[0], changed, unread)

    def _changed(self, pairs: Sequence[str], unread: list[Unread]) -> list[Changed]:
        """The changed commits of `pairs`; where git fails, of each half, until one commit is to blame."""
        try:
            found = [*patches(self.repository, pairs, by_name=self.by_name)]
            steps = self._steps(patch.oid for patch in found if any(map(_has_markers, patch.files)))
        except DdlintError as error:
            if len(pairs) == 1 or len(unread) >= _MOST_UNREADABLE:
                first, last = (pair.partition(" ")[0] for pair in (pairs[0], pairs[-1]))
                unread.append(Unread(first, last, len(pairs), error.message, error.hint))
                return []
            middle = len(pairs) // 2
            return self._changed(pairs[:middle], unread) + self._changed(pairs[middle:], unread)
        return [Changed(patch.oid, steps.get(patch.oid), patch.files) for patch in found]

    def _steps(self, oids: Iterable[str]) -> dict[str, Step]:
        return {commit.oid: self._step(commit) for commit in commits_by_id(self.repository, oids)}

    def _step(self, commit: Commit) -> Step:
        author = f"{commit.author.name} <{commit.author.email}>"
        committer = f"{commit.committer.name} <{commit.committer.email}>"
        subject = commit.message.lstrip("\n").partition("\n")[0].strip()
        return Step(commit.oid, commit.committer.time or 0, author, committer, subject, self.is_bot(author))


def _has_markers(file: FilePatch) -> bool:
    return file.has_markers


def _chunks(lines: Iterable[Line]) -> Iterator[bytes]:
    rest = iter(lines)
    while some := [*islice(rest, CHUNK)]:
        yield "\n".join(f"{line.oid} {line.parent}".strip() for line in some).encode("ascii")


def _lost(line: bytes, how: str) -> Piece:
    oid = line.decode("ascii").partition(" ")[0]
    return Piece(1, oid, [], [Unread(oid, oid, 1, f"the process that read it died ({how})", "")])
