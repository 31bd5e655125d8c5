"""Linting commits: a short cut for the many that conform, every rule on the others, in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Generic, Protocol, TypeVar

from ddlint.config.release_settings import Exempt
from ddlint.config.wildcards import matches
from ddlint.engine.ledger import Entry, Gap, Ledger
from ddlint.engine.run import Run
from ddlint.engine.workers import Task, in_order, processors
from ddlint.git.history import Commit, messages_in, parts_of
from ddlint.model.commit import CommitMessage
from ddlint.model.commit_policy import CommitPolicy, conforms
from ddlint.model.header import BLANK

#: The length of a piece of history: long enough to be worth sending, short enough to keep all processes busy.
PIECE = 1 << 17
#: As many processes as keep up with git, even where each commit has findings.
_ENOUGH = 4

RunTo = Callable[[Callable[[Entry], None]], Run]


#: What an entry becomes before it is handed on: text, for one.
Written = TypeVar("Written")
Written_co = TypeVar("Written_co", covariant=True)


class Pages(Protocol[Written_co]):
    """Where entries are written before they are handed on."""

    def entry(self, entry: Entry) -> None:
        """Write one entry."""
        ...

    def taken(self) -> tuple[Written_co, ...]:
        """What was written since the last time."""
        ...


@dataclass(frozen=True, slots=True)
class Report(Generic[Written]):
    """What came of some commits.

    Attributes:
        written: what their entries became.
        ledger: their counts.
        commits: how many they are.
    """

    written: tuple[Written, ...]
    ledger: Ledger
    commits: int


@dataclass(frozen=True, slots=True)
class Linter(Generic[Written]):
    """What each piece of history is linted with.

    Attributes:
        run_to: makes a run whose entries go to the given sink.
        pages: where those are written.
        policy: what a message may be, for the short cut.
        exempt: which commits no rule looks at.
        dated: whether it matters when a commit was made.
        not_before: the least time of a commit, in seconds since 1970: one can be claimed.
    """

    run_to: RunTo
    pages: Pages[Written]
    policy: CommitPolicy
    exempt: Exempt
    dated: bool = False
    not_before: int = 0

    def lint(self, piece: bytes) -> Report[Written]:
        """Lint the commits of one of `ddlint.git.history.pieces`."""
        run, policy = self.run_to(self.pages.entry), self.policy
        exempting = bool(self.exempt.authors or self.exempt.headers)
        fine = total = 0
        for oid, raw, text, merge in messages_in(piece):
            total += 1
            if exempting and (reason := self._why_exempt(Commit(oid, raw), text)):
                run.exempt(CommitMessage.noun, reason)
            elif conforms(text, policy, merge):
                fine += 1
            else:
                time = Commit(oid, raw).committer.time if self.dated else None
                time = time if time is None else max(time, self.not_before)
                run.feed(CommitMessage(text, oid.decode("ascii"), merge=merge, time=time))
        run.passed(CommitMessage, fine)
        return Report(self.pages.taken(), run.close(), total)

    def _why_exempt(self, commit: Commit, text: str) -> str:
        author = commit.author
        return why_exempt(self.exempt, text, f"{author.name} <{author.email}>")

    def lost(self, part: bytes, how: str) -> Report[Written]:
        """The report on a commit that took a process with it."""
        oid = part[: part.index(b" ")].decode("ascii")
        reason = f"commit {oid[:12]}: the process that looked at it died ({how})"
        return Report(self.pages.taken(), Ledger(gaps=[Gap(reason, "run with `--jobs 1` to see why")]), 1)


def lint_history(linter: Linter[Written], pieces: Iterable[bytes], jobs: int) -> Iterator[Report[Written]]:
    """Lint commits as they stream in.

    Args:
        linter: what with.
        pieces: see `ddlint.git.history.pieces`.
        jobs: how many processes; 0 chooses: this one for one piece, else all but git's, up to four.

    Yields:
        A report for each piece, in order. Entries and counts do not depend on `jobs`.
    """
    stream = iter(pieces)
    start = list(islice(stream, 2))
    if jobs == 0:
        jobs = 1 if len(start) < 2 else max(1, min(_ENOUGH, processors() - 1))
    task = Task(linter.lint, parts_of, linter.lost)
    return in_order(task, chain(start, stream), jobs)


def why_exempt(exempt: Exempt, text: str, author: str) -> str:
    """The setting that exempts a commit; empty for none.

    Args:
        exempt: the settings.
        text: the message.
        author: `Name <email>`.
    """
    header = text.lstrip(BLANK).partition("\n")[0].rstrip(BLANK)
    for kind, patterns, value in (("header", exempt.headers, header), ("author", exempt.authors, author)):
        for pattern in patterns:
            if matches(pattern, value):
                return f"{kind} {pattern}"
    return ""
