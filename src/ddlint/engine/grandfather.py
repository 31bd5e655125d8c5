"""What was there before: findings that a baseline holds, or that a change did not introduce."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Protocol

from ddlint.engine.finding import Severity
from ddlint.engine.fingerprint import plain
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.engine.locate import Location
from ddlint.model.baseline import Baseline


class Settling(Protocol):
    """Has a word on each entry of a run before it is shown, and on the counts."""

    def settle(self, entry: Entry) -> Entry:
        """What is shown for `entry`."""
        ...

    def correct(self, ledger: Ledger) -> None:
        """Count in `ledger` what `settle` changed."""
        ...


class _Aside:
    """Counts what was found and is set aside, to correct the ledger at the end."""

    def __init__(self) -> None:
        self._taken: Counter[tuple[str, Severity, bool | None]] = Counter()

    def take(self, entry: Entry) -> Entry:
        """`entry`, grandfathered."""
        self._taken[entry.code, entry.severity, entry.fix.safe if entry.fix else None] += 1
        return entry._replace(verdict=Verdict.GRANDFATHERED)

    def correct(self, ledger: Ledger) -> None:
        """Count in `ledger` as grandfathered what was counted as found."""
        for (code, severity, safe), count in self._taken.items():
            ledger.verdicts[code, Verdict.FOUND] -= count
            ledger.verdicts[code, Verdict.GRANDFATHERED] += count
            ledger.severities[severity] -= count
            if safe is not None:
                ledger.fixable[safe] -= count
        self._taken.clear()


class Adopted:
    """Sets aside the entries of a run that its baseline holds.

    Attributes:
        gone: the fingerprints of the baseline that were not found (yet), for rules that ran.
    """

    def __init__(self, baseline: Baseline) -> None:
        self._baseline = baseline
        self._aside = _Aside()
        self.gone = set(baseline.known)

    def settle(self, entry: Entry) -> Entry:
        """`entry`, grandfathered where it was there before."""
        if entry.verdict is not Verdict.FOUND or not self._baseline.holds(entry.fingerprint, entry.code):
            return entry
        self.gone.discard(entry.fingerprint)
        return self._aside.take(entry)

    def correct(self, ledger: Ledger) -> None:
        """Count in `ledger` as grandfathered what was counted as found."""
        self._aside.correct(ledger)


class Seen:
    """Takes down what a run finds.

    Attributes:
        entries: the findings.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def settle(self, entry: Entry) -> Entry:
        """Take `entry` down."""
        if entry.verdict is Verdict.FOUND:
            self.entries.append(entry)
        return entry

    def correct(self, ledger: Ledger) -> None:
        """Nothing is counted otherwise."""


class Introduced:
    """Sets aside the entries of a run on a change that were found before it too.

    A finding is known again by its fingerprint; of equal ones, as many are set aside as there were.

    Attributes:
        new: how many are not set aside.
        touched: how many stand on a line that the change wrote.
        there: how many stand elsewhere.
    """

    def __init__(
        self, before: Iterable[Entry], written: Callable[[Location], bool], inner: Settling | None = None
    ) -> None:
        """Take what was found before.

        Args:
            before: the findings.
            written: whether the change wrote the line at a place.
            inner: who has a word first, such as a baseline.
        """
        self._before = Counter((entry.code, plain(entry.fingerprint)) for entry in before)
        self._written = written
        self._inner = inner
        self._aside = _Aside()
        self.new = self.touched = self.there = 0

    def settle(self, entry: Entry) -> Entry:
        """`entry`, grandfathered where it was found before."""
        entry = self._inner.settle(entry) if self._inner else entry
        if entry.verdict is not Verdict.FOUND:
            return entry
        key = entry.code, plain(entry.fingerprint)
        if not self._before[key]:
            self.new += 1
            return entry
        self._before[key] -= 1
        if entry.location is not None and self._written(entry.location):
            self.touched += 1
        else:
            self.there += 1
        return self._aside.take(entry)

    def correct(self, ledger: Ledger) -> None:
        """Count in `ledger` as grandfathered what was counted as found."""
        if self._inner:
            self._inner.correct(ledger)
        self._aside.correct(ledger)
