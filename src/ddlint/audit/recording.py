"""Taking down what the rules find, as rows of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ddlint.audit.rows import CoverageRow, FindingRow, GapRow
from ddlint.engine.grandfather import Settling
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.engine.locate import Location
from ddlint.engine.rule import Rule
from ddlint.git.refs import TAGS
from ddlint.output.names import described

_BATCH = 500


class Recorder:
    """Has each entry of a run written to the ledger before it is shown, as it was settled."""

    def __init__(
        self, repository: str, write: Callable[[Iterable[FindingRow]], None], inner: Settling | None = None
    ) -> None:
        """Begin.

        Args:
            repository: its name in the audit.
            write: takes the rows.
            inner: who has a word first, such as a baseline.
        """
        self._repository, self._write, self._inner = repository, write, inner
        self._rows: list[FindingRow] = []

    def settle(self, entry: Entry) -> Entry:
        """Take `entry` down; a rule that could not look at what nobody asked for says nothing."""
        entry = self._inner.settle(entry) if self._inner else entry
        if entry.asked or entry.verdict is not Verdict.NOT_AVAILABLE:
            self._rows.append(row_of(entry, self._repository))
        if len(self._rows) >= _BATCH:
            self.flush()
        return entry

    def correct(self, ledger: Ledger) -> None:
        """Count in `ledger` what was settled otherwise."""
        if self._inner:
            self._inner.correct(ledger)

    def flush(self) -> None:
        """Write what is not written yet."""
        self._write(self._rows)
        self._rows = []


def row_of(entry: Entry, repository: str) -> FindingRow:
    """An entry as a row; whose life is told later."""
    place = entry.location
    line = place.line if place and place.kind == "file" else None
    return FindingRow(
        repository,
        entry.fingerprint,
        entry.code,
        entry.name,
        entry.severity.name.lower(),
        str(entry.verdict),
        entry.message,
        entry.help,
        entry.url,
        _kind(place),
        place.name if place else "",
        line,
        place.route if place else "",
        waiver=described(entry.waiver) if entry.waiver else "",
    )


def _kind(place: Location | None) -> str:
    if place is None:
        return "repository"
    if place.kind == "ref":
        return "tag" if place.name.startswith(TAGS) else "ref"
    return place.kind


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run came to, as rows.

    Attributes:
        repository: its name in the audit.
        rules: those that were on.
        ledger: the counts.
    """

    repository: str
    rules: Iterable[Rule]
    ledger: Ledger

    def coverage(self) -> Iterator[CoverageRow]:
        """A row for each rule, also for those that had nothing to look at."""
        given = self.ledger.verdicts
        for rule in self.rules:
            counts = [given[rule.code, verdict] for verdict in _COUNTED]
            yield CoverageRow(self.repository, rule.code, rule.name, *counts)

    def gaps(self) -> Iterator[GapRow]:
        """What could not be looked at, and what was left out for a reason."""
        for gap in self.ledger.gaps:
            what, reason = self._what(gap.reason)
            yield GapRow(self.repository, what, reason, gap.remedy, asked=True)
        for crash in self.ledger.crashes:
            yield GapRow(self.repository, crash.subject, f"{crash.code} {crash.name} crashed", "", asked=True)
        for skip in self.ledger.skipped:
            yield GapRow(self.repository, skip.name, skip.reason, "", asked=False)
        for (noun, reason), count in sorted(self.ledger.exempt.items()):
            yield GapRow(self.repository, f"{count:,} of kind {noun}", f"exempt: {reason}", "", asked=False)

    def _what(self, reason: str) -> tuple[str, str]:
        """The part of the audit that a gap is about, and why: `config: files: no such object`."""
        told = reason.removeprefix(f"{self.repository}: ")
        part, colon, rest = told.partition(": ")
        return (part, rest) if colon and len(part) <= _LONGEST_PART else ("the audit", told)


_LONGEST_PART = 40
_COUNTED = (
    Verdict.PASSED, Verdict.FOUND, Verdict.WAIVED, Verdict.GRANDFATHERED, Verdict.NOT_AVAILABLE,
)  # fmt: skip
