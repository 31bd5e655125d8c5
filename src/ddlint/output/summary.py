"""The end of every run, in words: what was checked and found, what was not looked at, and the remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Crash, Ledger, Refused, Skip, Verdict
from ddlint.output.crash import report
from ddlint.output.safe import safe, safe_line
from ddlint.output.sink import About, Manner

REASONS = 3  # of skips, and crashes, told one by one
NAMES = 3  # of skipped subjects given as examples of a reason


def summary(ledger: Ledger, about: About, manner: Manner) -> list[str]:
    """The lines that close a run.

    A quiet run that found nothing and looked at everything says nothing. A run that looked at nothing says
    so: it is never called clean.
    """
    looked = bool(ledger.checked.total() and about.rules)
    if manner.quiet and looked and not (ledger.severities.total() or ledger.incomplete):
        return []
    return [
        _verdict(ledger, len(about.rules)),
        *_fixes(ledger, verbose=manner.verbose),
        *_exempt(ledger),
        *_skips(ledger.skipped, verbose=manner.verbose),
        *_gaps(ledger),
        *_crashes(ledger.crashes, about),
        *(["incomplete: what was not looked at is not clean"] if ledger.incomplete else []),
    ]


def counted(count: int, noun: str) -> str:
    """`1 file`, `1,024 files`, `2 policies`, `2 branches`."""
    return f"{count:,} {noun if count == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """The plural of `noun`, by the three rules that its nouns need."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


def _verdict(ledger: Ledger, rules: int) -> str:
    checked = [counted(count, noun) for noun, count in sorted(ledger.checked.items()) if count]
    if not checked:
        return "nothing was checked"
    if not rules:
        return f"nothing was checked: no rule is on (read {_listed(checked)})"
    found = [
        counted(ledger.severities[each], each.word)
        if each > Severity.INFO
        else f"{ledger.severities[each]:,} info"
        for each in reversed(Severity)
        if ledger.severities[each]
    ]
    aside = [
        f"{ledger.total(verdict):,} {verdict.value}"
        for verdict in (Verdict.WAIVED, Verdict.GRANDFATHERED)
        if ledger.total(verdict)
    ]
    against = counted(rules, "rule")
    return f"checked {_listed(checked)} against {against}: {_listed([*(found or ['found nothing']), *aside])}"


def _listed(items: Sequence[str]) -> str:
    return ", ".join(items)


def _fixes(ledger: Ledger, *, verbose: bool) -> Iterator[str]:
    if ledger.fixed:
        yield f"fixed {counted(ledger.fixed, 'finding')}"
    yield from not_fixed(ledger.refused, verbose=verbose)
    safe_ones, unsafe_ones = ledger.fixable[True], ledger.fixable[False]
    offers = [
        f"{count:,} with {option}"
        for count, option in ((safe_ones, "--fix"), (unsafe_ones, "--unsafe-fixes"))
        if count
    ]
    if offers:
        yield f"fixable: {_listed(offers)}"


def not_fixed(refused: Sequence[Refused], *, verbose: bool = False) -> Iterator[str]:
    """A line for each fix that was not made because it would have done harm, or for the first few."""
    shown = refused if verbose else refused[:REASONS]
    yield from (f"not fixed: {safe(each.name)}: {each.reason}" for each in shown)
    if len(shown) < len(refused):
        yield f"not fixed: {len(refused) - len(shown):,} more, for like reasons (-v lists them)"


def _exempt(ledger: Ledger) -> Iterator[str]:
    for (noun, setting), count in sorted(ledger.exempt.items(), key=lambda item: (-item[1], item[0])):
        yield f"exempt, not looked at: {counted(count, noun)} by {safe(setting)}"


def _skips(skipped: Sequence[Skip], *, verbose: bool) -> Iterator[str]:
    if not skipped:
        return
    reasons = Counter(skip.reason for skip in skipped)
    yield f"skipped {len(skipped):,}, not looked at:"
    if verbose:
        yield from (f"  - {safe(skip.name)}: {safe(skip.reason)}" for skip in skipped)
        return
    ordered = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    for reason, count in ordered[:REASONS]:
        names = [skip.name for skip in skipped if skip.reason == reason]
        yield f"  - {count:,} {safe(reason)}: {_examples(names)}"
    if ordered[REASONS:]:
        left = sum(count for _, count in ordered[REASONS:])
        yield f"  - and {left:,} more for {counted(len(ordered) - REASONS, 'other reason')} (-v lists them)"


def _examples(names: Sequence[str]) -> str:
    more = f", and {len(names) - NAMES:,} more" if len(names) > NAMES else ""
    return ", ".join(map(safe, names[:NAMES])) + more


def _gaps(ledger: Ledger) -> Iterator[str]:
    unavailable = ledger.total(Verdict.NOT_AVAILABLE)
    if unavailable:
        yield f"not available: {counted(unavailable, 'check')} could not be made"
    for gap in dict.fromkeys(ledger.gaps):
        yield f"not looked at: {safe(gap.reason)}"
        yield from (f"  {safe_line(line)}" for line in gap.remedy.splitlines())


def _crashes(crashes: Sequence[Crash], about: About) -> Iterator[str]:
    """The first crash of each rule, ready to paste into a report; the others as a count."""
    by_rule: dict[str, list[Crash]] = {}
    for crash in crashes:
        by_rule.setdefault(crash.code, []).append(crash)
    for same in list(by_rule.values())[:REASONS]:
        yield from _report(same[0], len(same) - 1, about)
    others = list(by_rule)[REASONS:]
    if others:
        yield f"crashed too: {_listed(others)}"


def _report(crash: Crash, more: int, about: About) -> Iterable[str]:
    also = f" (and {more:,} times more)" if more else ""
    platform = f", {about.platform}" if about.platform else ""
    rule, subject = f"rule {crash.code} {crash.name}", safe(crash.subject)
    facts = (f"ddlint {about.version}{platform}", f"{rule} on {subject}")
    return report(f"{rule} crashed on {subject}{also}", crash.traceback, *facts)
