"""Reading a main line for its patches, in several processes, around what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from ddlint.engine.uncollected import uncollected
from ddlint.engine.workers import Task, in_order
from ddlint.errors import DdlintError
from ddlint.git.history import Commit, Signature, commits_by_id
from ddlint.git.main_line import Line
from ddlint.git.objects import sizes_here
from ddlint.git.patches_of_files import opened, patches
from ddlint.git.process import Stream
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
        position: on the main line, from 1.
        step: what a deployment needs of it; None where no line with a marker comes or goes.
        files: what it changes.
    """

    oid: str
    position: int
    step: Step | None
    files: tuple[FilePatch, ...]


class Unread(NamedTuple):
    """Commits that could not be read, and why.

    Attributes:
        first, last: full ids; the same where it is one.
        commits: how many they are.
        reason: what git said.
        hint: what to do.
    """

    first: str
    last: str
    commits: int
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
    _people: dict[bytes, _Person] = field(default_factory=dict)

    def pieces(self, lines: Iterable[Line], jobs: int, first: int = 1) -> Iterator[Piece]:
        """What the commits of a main line change, in order.

        Args:
            lines: of the main line.
            jobs: how many processes read (1: this one).
            first: the position of the first of `lines`.
        """
        if jobs > 1:
            yield from in_order(Task(self.piece, bytes.splitlines, _lost), _chunks(lines, first), jobs)
            return
        ahead: list[tuple[bytes, Stream]] = []
        try:
            for chunk in _chunks(lines, first):
                ahead.append((chunk, self._opened(_pairs(chunk))))
                ahead[-1][1].start()  # git works on it while what is ahead of it is read
                if len(ahead) > 1:
                    yield self._piece(*ahead.pop(0))
            while ahead:
                yield self._piece(*ahead.pop(0))
        finally:
            for _, stream in ahead:
                stream.end()

    def snapshot(self, empty: str, tree: str, oid: str) -> Piece:
        """All files of a commit, as if it had brought them."""
        found = patches(self._opened([f"{empty} {tree}"]))
        files = tuple(file for patch in found for file in patch.files)
        (step,) = self.steps({oid: 0}).values()
        return Piece(1, oid, [Changed(oid, 0, step, files)] if files else [], [])

    def piece(self, chunk: bytes) -> Piece:
        """What the commits of a chunk change: lines of a position, a commit, and what it is compared with."""
        with uncollected():
            return self._piece(chunk, self._opened(_pairs(chunk)))

    def _piece(self, chunk: bytes, stream: Stream) -> Piece:
        pairs = _pairs(chunk)
        first = int(chunk.partition(b" ")[0])
        at = {pair.partition(" ")[0]: number for number, pair in enumerate(pairs, first)}
        unread: list[Unread] = []
        changed = self._changed(pairs, at, stream, unread)
        return Piece(len(pairs), pairs[-1].partition(" ")[0], changed, unread)

    def _changed(
        self, pairs: Sequence[str], at: Mapping[str, int], stream: Stream, unread: list[Unread]
    ) -> list[Changed]:
        """The changed commits of `pairs`; where git fails, of each half, until one commit is to blame."""
        try:
            found = [*patches(stream)]
            marked = [patch.oid for patch in found if any(map(_has_markers, patch.files))]
            steps = self.steps({oid: at[oid] for oid in marked})
        except DdlintError as error:
            if len(pairs) == 1 or len(unread) >= _MOST_UNREADABLE:
                first, last = (pair.partition(" ")[0] for pair in (pairs[0], pairs[-1]))
                unread.append(Unread(first, last, len(pairs), error.message, error.hint))
                return []
            middle = len(pairs) // 2
            halves = pairs[:middle], pairs[middle:]
            return [each for half in halves for each in self._changed(half, at, self._opened(half), unread)]
        return [Changed(patch.oid, at[patch.oid], steps.get(patch.oid), patch.files) for patch in found]

    def _opened(self, pairs: Sequence[str]) -> Stream:
        return opened(self.repository, pairs, by_name=self.by_name)

    def steps(self, at: Mapping[str, int]) -> dict[str, Step]:
        """What deployments need of some commits, whose positions are given, by full id."""
        return {
            commit.oid: self._step(commit, at[commit.oid]) for commit in commits_by_id(self.repository, at)
        }

    def steps_found(self, oids: Iterable[str]) -> dict[str, Step]:
        """The same of those that are in this clone, wherever they stand."""
        sizes = sizes_here(self.repository, {oid for oid in oids if oid})
        return self.steps({oid: 0 for oid, size in sizes.items() if size is not None})

    def _step(self, commit: Commit, position: int) -> Step:
        author, time = self._signed(commit.raw, b"\nauthor ")
        committer, time = self._signed(commit.raw, b"\ncommitter ")
        subject = commit.message.lstrip("\n").partition("\n")[0].strip()
        return Step(commit.oid, time, author.text, committer.text, subject, author.is_bot, position)

    def _signed(self, raw: bytes, header: bytes) -> tuple[_Person, int]:
        """Who, and when, from a header of a commit; few people make many commits."""
        start = raw.find(header)
        line = raw[start + len(header) : raw.find(b"\n", start + 1)] if start >= 0 else b""
        signature, _, when = line.rpartition(b">")
        person = self._people.get(signature)
        if person is None:
            known = Signature(signature + b">")
            text = f"{known.name} <{known.email}>"
            person = self._people[signature] = _Person(text, self.is_bot(text))
        seconds = when.split(b" ", 2)[1:2]
        return person, int(seconds[0]) if seconds and _NUMBER.fullmatch(seconds[0]) else 0


class _Person(NamedTuple):
    text: str
    is_bot: bool


_NUMBER = re.compile(rb"-?[0-9]{1,19}")


def _has_markers(file: FilePatch) -> bool:
    return file.has_markers


def _chunks(lines: Iterable[Line], first: int) -> Iterator[bytes]:
    rest = enumerate(lines, first)
    while some := [*islice(rest, CHUNK)]:
        yield "\n".join(f"{at} {line.oid} {line.parent}".strip() for at, line in some).encode("ascii")


def _pairs(chunk: bytes) -> list[str]:
    return [line.partition(" ")[2] for line in chunk.decode("ascii").split("\n")]


def _lost(line: bytes, how: str) -> Piece:
    oid = line.decode("ascii").split(" ")[1]
    return Piece(1, oid, [], [Unread(oid, oid, 1, f"the process that read it died ({how})", "")])
