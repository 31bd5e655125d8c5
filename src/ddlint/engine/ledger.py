"""The ledger: all that a run looked at, and what came of it. What was skipped is never counted as clean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ddlint.engine.finding import Fix, Severity
from ddlint.engine.locate import Location
from ddlint.model.waivers.waiver import Waiver


class Verdict(StrEnum):
    """What became of one rule on one subject."""

    PASSED = "passed"
    FOUND = "found"
    WAIVED = "waived"
    GRANDFATHERED = "grandfathered"
    NOT_AVAILABLE = "not available"


class Entry(NamedTuple):
    """One line of the ledger that outputs show: a finding, resolved, or a rule that could not look.

    Attributes:
        verdict: anything but `PASSED`.
        code, name: of the rule.
        severity: after configuration.
        message: what is wrong, or what is missing.
        location: the primary place; None for a rule that could not look at all.
        label: what to write under the primary place.
        related: further places with their labels.
        help: how to mend it.
        fix: edits that mend it.
        fingerprint: see `ddlint.engine.fingerprint`.
        url: the rule's page.
        asked: False for a rule that could not look at what nobody asked for.
        waiver: what lets the finding stand, where somebody wrote that down.
    """

    verdict: Verdict
    code: str
    name: str
    severity: Severity
    message: str
    location: Location | None
    label: str = ""
    related: tuple[tuple[Location, str], ...] = ()
    help: str = ""
    fix: Fix | None = None
    fingerprint: str = ""
    url: str = ""
    asked: bool = True
    waiver: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """A subject that was not looked at, by name, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A fix that was not made because it would have done harm: where its finding is, and what harm."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something asked for that could not be looked at: it makes the run incomplete (exit 3)."""

    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that raised: its code and name, the subject, and the traceback to paste into a report."""

    code: str
    name: str
    subject: str
    traceback: str


@dataclass(slots=True)
class Ledger:
    """Counts and exceptions of a run; the entries themselves stream past it to the outputs.

    Attributes:
        checked: how many subjects of each noun were looked at.
        verdicts: how many times each verdict was given, by rule code.
        severities: how many findings of each severity.
        skipped: subjects that were not looked at.
        exempt: how many subjects the configuration exempts, by noun and by the setting that does.
        gaps: what makes the run incomplete.
        crashes: rules that raised.
        fixed: how many findings were mended by `--fix`.
        refused: fixes that `--fix` did not make, and why.
        fixable: how many findings offer a fix, by whether it is safe.
        unasked: how many times a rule could not look at what nobody asked for.
        waivers: how many findings each waiver let stand, by where it is written and the rule's code.
    """

    checked: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[tuple[str, Verdict]] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    skipped: list[Skip] = field(default_factory=list)
    exempt: Counter[tuple[str, str]] = field(default_factory=Counter)
    gaps: list[Gap] = field(default_factory=list)
    crashes: list[Crash] = field(default_factory=list)
    fixed: int = 0
    refused: list[Refused] = field(default_factory=list)
    fixable: Counter[bool] = field(default_factory=Counter)
    unasked: int = 0
    waivers: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def incomplete(self) -> bool:
        """Whether something asked for was not looked at."""
        return bool(self.gaps or self.crashes or self.total(Verdict.NOT_AVAILABLE) > self.unasked)

    def total(self, verdict: Verdict) -> int:
        """How many times `verdict` was given, over all rules."""
        return sum(count for (_, given), count in self.verdicts.items() if given is verdict)

    def failing(self, least: Severity) -> int:
        """How many findings are at least as severe as `least`."""
        return sum(count for severity, count in self.severities.items() if severity >= least)

    def record(self, entry: Entry) -> None:
        """Count `entry`."""
        self.verdicts[entry.code, entry.verdict] += 1
        self.unasked += entry.verdict is Verdict.NOT_AVAILABLE and not entry.asked
        if entry.waiver is not None:
            self.waivers[entry.waiver.where, entry.code] += 1
        if entry.verdict is Verdict.FOUND:
            self.severities[entry.severity] += 1
            if entry.fix is not None:
                self.fixable[entry.fix.safe] += 1

    def add(self, other: Ledger) -> None:
        """Take in the ledger of another part of the same run."""
        self.checked.update(other.checked)
        self.verdicts.update(other.verdicts)
        self.severities.update(other.severities)
        self.skipped += other.skipped
        self.exempt.update(other.exempt)
        self.gaps += other.gaps
        self.crashes += other.crashes
        self.fixed += other.fixed
        self.refused += other.refused
        self.fixable.update(other.fixable)
        self.unasked += other.unasked
        self.waivers.update(other.waivers)
