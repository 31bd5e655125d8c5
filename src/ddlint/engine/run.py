"""The engine: feeds subjects to the rules that take them and sorts what comes out into the ledger."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby

from ddlint.config.settings import Settings
from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.fingerprint import fingerprint
from ddlint.engine.first_days import FirstDays
from ddlint.engine.ledger import Crash, Entry, Ledger, Skip, Verdict
from ddlint.engine.locate import locate
from ddlint.engine.rule import Context, Rule, Screen
from ddlint.engine.selection import Selection
from ddlint.engine.subject import Subject
from ddlint.engine.waivers import NONE, Waivers
from ddlint.model.place import FileSpan, Place

Sink = Callable[[Entry], None]


class Run:
    """One run of some rules. Feed it subjects; entries go to the sink as they come, counts to the ledger."""

    def __init__(
        self,
        rules: Sequence[Rule],
        selection: Selection,
        context: Context,
        sink: Sink,
        *,
        waivers: Waivers = NONE,
        brief: bool = False,
    ) -> None:
        """Take the rules of `rules` that `selection` turns on and that run at the moment of `context`.

        Args:
            rules: that there are.
            selection: which of them are on.
            context: all they may know.
            sink: where entries go.
            waivers: what may let a finding stand.
            brief: the sink lists findings by place and message, without what explains or
                identifies them.
        """
        self._brief = brief
        self._waivers = waivers
        self._first_days = FirstDays(context.settings.effective_from)
        self._ledger = Ledger()
        self._selection = selection
        self._context = context
        self._sink = sink
        self._takers: dict[type, list[Rule]] = {}
        self._groups: dict[type, list[tuple[Screen | None, tuple[Rule, ...]]]] = {}
        self._fed: Counter[type[Subject]] = Counter()
        self._not_passed: Counter[str] = Counter()
        for rule in rules:
            if context.moment in rule.moments and selection.decide(rule).on:
                self._takers.setdefault(rule.subject, []).append(rule)
        for kind, taking in self._takers.items():
            groups = groupby(taking, lambda rule: (rule.screen, rule.screen_for))
            self._groups[kind] = [
                (make(context) if make else screen, tuple(group)) for (screen, make), group in groups
            ]

    @property
    def settings(self) -> Settings:
        """What the rules may know of the configuration."""
        return self._context.settings

    def rules_for(self, subject: type) -> Sequence[Rule]:
        """The rules of this run that take subjects of type `subject`."""
        return self._takers.get(subject, ())

    def feed(self, subject: Subject) -> None:
        """Run every rule that takes `subject` on it."""
        kind = type(subject)
        self._fed[kind] += 1
        for screen, rules in self._groups.get(kind, ()):
            if screen is None or screen(subject):
                self._check(rules, subject)

    def feed_all(self, subjects: Sequence[Subject]) -> None:
        """The same for many subjects of one type, in their order; most of which pass the screens, in bulk."""
        if not subjects:
            return
        kind = type(subjects[0])
        self._fed[kind] += len(subjects)
        groups = self._groups.get(kind, ())
        wanted = [
            (number, place)
            for place, (screen, _) in enumerate(groups)
            for number, subject in enumerate(subjects)
            if screen is None or screen(subject)
        ]
        for number, place in sorted(wanted):
            self._check(groups[place][1], subjects[number])

    def feed_alike(self, kind: type[Subject], subjects: Iterator[Subject], count: int) -> None:
        """Feed `count` subjects that are alike in all that screens look at: one speaks for all."""
        first = next(subjects)
        if any(screen is None or screen(first) for screen, _ in self._groups.get(kind, ())):
            for subject in chain((first,), subjects):
                self.feed(subject)
        else:
            self.passed(kind, count)

    def passed(self, subject: type[Subject], count: int) -> None:
        """Record `count` subjects known to pass every rule that takes them, without running the rules."""
        self._fed[subject] += count

    def skip(self, name: str, reason: str) -> None:
        """Record a subject that cannot be looked at, or need not be, and why."""
        self._ledger.skipped.append(Skip(name, reason))

    def exempt(self, noun: str, setting: str) -> None:
        """Count a subject that `setting` exempts: it is neither looked at nor passed."""
        self._ledger.exempt[noun, setting] += 1

    def close(self) -> Ledger:
        """Count what was looked at and what passed, and return the ledger. Nothing is fed after this."""
        for kind, count in self._fed.items():
            self._ledger.checked[kind.noun] += count
        for kind, rules in self._takers.items():
            for rule in rules:
                passed = self._fed[kind] - self._not_passed[rule.code]
                if passed:
                    self._ledger.verdicts[rule.code, Verdict.PASSED] = passed
        return self._ledger

    def _check(self, rules: Iterable[Rule], subject: Subject) -> None:
        context = self._context
        for rule in rules:
            try:
                outcomes = [*rule.check(subject, context)]
                entries = self._entries(rule, subject, outcomes) if outcomes else ()
            except Exception:  # noqa: BLE001 - a rule's crash must not take the other rules' findings with it
                self._not_passed[rule.code] += 1
                report = Crash(rule.code, rule.name, subject.title, traceback.format_exc())
                self._ledger.crashes.append(report)
            else:
                if entries:
                    self._settle(rule, entries)

    def _entries(self, rule: Rule, subject: Subject, outcomes: list[Outcome]) -> Sequence[Entry]:
        entries = [self._entry(rule, subject, outcome) for outcome in outcomes]
        if self._first_days.before(rule, subject):
            return [_grandfathered(entry) for entry in entries]
        if subject.path and self._selection.silenced(rule, subject.path):
            return [entry._replace(verdict=Verdict.WAIVED) for entry in entries]
        judge = self._waivers.judged
        return [
            judge(rule, entry, subject.text_at(outcome.place)) if isinstance(outcome, Finding) else entry
            for outcome, entry in zip(outcomes, entries, strict=True)
        ]

    def _settle(self, rule: Rule, entries: Iterable[Entry]) -> None:
        """Count entries and pass them on. A sink that fails (a closed pipe) is no crash of the rule."""
        self._not_passed[rule.code] += 1
        for entry in entries:
            self._ledger.record(entry)
            self._sink(entry)

    def _entry(self, rule: Rule, subject: Subject, outcome: Finding | NotAvailable) -> Entry:
        if isinstance(outcome, NotAvailable):
            reason = f"{subject.title}: {outcome.reason}"
            return Entry(
                Verdict.NOT_AVAILABLE, rule.code, rule.name, Severity.INFO, reason, None,
                help=outcome.remedy, url=rule.url, asked=outcome.asked,
            )  # fmt: skip
        severity = self._selection.decide(rule).severity or outcome.severity or rule.severity
        place = outcome.place
        text = subject.text_at(place)
        where = locate(place, text, brief=self._brief)
        if self._brief:
            return Entry(
                Verdict.FOUND, rule.code, rule.name, severity, outcome.message, where, fix=outcome.fix
            )
        related = [(locate(each.place, subject.text_at(each.place)), each.text) for each in outcome.related]
        return Entry(
            Verdict.FOUND, rule.code, rule.name, severity, outcome.message, where,
            outcome.label, tuple(related), outcome.help_text, outcome.fix,
            fingerprint(rule.code, outcome.identity or _identity(place, text)), rule.url,
        )  # fmt: skip


def _grandfathered(entry: Entry) -> Entry:
    return entry._replace(verdict=Verdict.GRANDFATHERED) if entry.verdict is Verdict.FOUND else entry


def _identity(place: Place, text: str) -> tuple[str, ...]:
    if isinstance(place, FileSpan):
        return place.route, text[place.start : place.end]
    return (text,) if text else (str(place),)
