"""What two policies find in the same files, and where they differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ddlint.engine.fingerprint import plain
from ddlint.engine.grandfather import Settling
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.model.waivers.waiver import Waiver

_SHOWN = 4  # rules


class Judged:
    """Takes down all entries of a run, what was set aside or waived too.

    Attributes:
        entries: what became of each.
    """

    def __init__(self, inner: Settling | None) -> None:
        """`inner` has a word first, such as a baseline."""
        self._inner = inner
        self.entries: list[Entry] = []

    def settle(self, entry: Entry) -> Entry:
        """Take `entry` down, as `inner` leaves it."""
        entry = self._inner.settle(entry) if self._inner else entry
        if entry.verdict is not Verdict.NOT_AVAILABLE:
            self.entries.append(entry)
        return entry

    def correct(self, ledger: Ledger) -> None:
        """Count in `ledger` what `inner` changed."""
        if self._inner:
            self._inner.correct(ledger)


@dataclass(frozen=True, slots=True)
class Shift:
    """A finding of which two policies say different things.

    Attributes:
        entry: the finding, under the policy that has it; the later one where both do.
        before: what the earlier policy says: a severity, or why it has no such finding.
        after: what the later one says.
    """

    entry: Entry
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two policies differ.

    Attributes:
        new: what the later one finds and the earlier does not.
        gone: what the earlier one finds and the later does not.
        changed: what both find, with another severity.
    """

    new: tuple[Shift, ...] = ()
    gone: tuple[Shift, ...] = ()
    changed: tuple[Shift, ...] = ()

    @property
    def any(self) -> bool:
        """Whether they differ at all."""
        return bool(self.new or self.gone or self.changed)

    def told(self) -> str:
        """The counts, by rule: `2 more (DDT002 2) and 1 less (DDM010 1)`."""
        parts = (
            (self.new, "more"), (self.gone, "less"), (self.changed, "with another severity"),
        )  # fmt: skip
        words = [f"{len(found):,} {what} ({_by_rule(found)})" for found, what in parts if found]
        return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def difference(before: Sequence[Entry], after: Sequence[Entry]) -> Difference:
    """Compare what two policies made of the same files.

    Args:
        before: all entries under the earlier one.
        after: all entries under the later one.
    """
    earlier, later = _sorted(before), _sorted(after)
    new: list[Shift] = []
    gone: list[Shift] = []
    changed: list[Shift] = []
    for key in dict.fromkeys((*earlier, *later)):
        old, now = earlier.get(key, ()), later.get(key, ())
        for number in range(max(len(old), len(now))):
            one = old[number] if number < len(old) else None
            two = now[number] if number < len(now) else None
            entry = two or one
            assert entry is not None
            shift = Shift(entry, _said(one), _said(two))
            if shift.before != shift.after and (kept := _kind(one, two)):
                {"new": new, "gone": gone, "changed": changed}[kept].append(shift)
    return Difference(tuple(new), tuple(gone), tuple(changed))


def _kind(one: Entry | None, two: Entry | None) -> str:
    was, remains = (each is not None and each.verdict is Verdict.FOUND for each in (one, two))
    if was and remains:
        return "changed"
    return "new" if remains else "gone" if was else ""


def _sorted(entries: Iterable[Entry]) -> dict[tuple[object, ...], list[Entry]]:
    """The entries by what they are about; those that count first."""
    found: defaultdict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        place = entry.location[:4] if entry.location else ()
        found[entry.code, plain(entry.fingerprint), place].append(entry)
    for each in found.values():
        each.sort(key=lambda entry: entry.verdict is not Verdict.FOUND)
    return found


def _said(entry: Entry | None) -> str:
    if entry is None:
        return "not found"
    if entry.verdict is Verdict.FOUND:
        return entry.severity.word
    return _waived(entry.waiver) if entry.verdict is Verdict.WAIVED else "set aside: it was there before"


def _waived(waiver: Waiver | None) -> str:
    return f"waived at {waiver.where}" if waiver else "silenced by [[overrides]]"


def _by_rule(found: Sequence[Shift]) -> str:
    counts = Counter(each.entry.code for each in found)
    shown = [f"{code} {count:,}" for code, count in sorted(counts.items(), key=lambda it: (-it[1], it[0]))]
    more = [f"{len(shown) - _SHOWN:,} more rules"] if len(shown) > _SHOWN else []
    return ", ".join([*shown[:_SHOWN], *more])
