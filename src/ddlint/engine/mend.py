"""Mending a file: lint, make the fixes that go together, lint again, until nothing is left to fix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ddlint.engine.finding import Edit, Fix
from ddlint.engine.fix import apply, choose, edits_of
from ddlint.engine.harm import harm as harm_of
from ddlint.engine.ledger import Entry, Ledger, Refused, Verdict

ROUNDS = 20  # a rule whose fix brings its finding back must not keep us here
TRIALS = 100  # readings of the file, to find out which fixes of a round do harm

Lint = Callable[[bytes], tuple[list[Entry], Ledger]]
Harm = Callable[[bytes, bytes, Sequence[Edit]], str]


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a file.

    Attributes:
        data: its content after the fixes; the very same object where there was nothing to fix.
        entries, ledger: of the last look, at `data`; the ledger counts what was fixed and names the fixes
            that would have done harm, which the entries do not offer any more.
    """

    data: bytes
    entries: list[Entry]
    ledger: Ledger


def mend(lint: Lint, data: bytes, *, unsafe: bool, harm: Harm = harm_of) -> Mended:
    """Fix what can be fixed in `data`.

    Args:
        lint: looks at a content of the file and says what is wrong with it.
        data: the content to begin with.
        unsafe: whether to make fixes that are not safe too.
        harm: says what some edits would do to the file besides what they are for. A fix that does harm is
            not made.
    """
    fixed = 0
    for _ in range(ROUNDS):
        entries, ledger = lint(data)
        trial = _Trial(data, harm)
        made = trial.harmless(choose(_fixes(entries, unsafe=unsafe)))
        if not made:
            break
        data = apply(data, edits_of(made))
        fixed += len(made)
    else:
        entries, ledger = lint(data)
        trial = _Trial(data, harm)
    ledger.fixed = fixed
    return Mended(data, _without(entries, trial.refused, ledger), ledger)


@dataclass(slots=True)
class Together:
    """What became of the files that rules look at together.

    Attributes:
        changed: the new contents, by path.
        fixed: how many fixes were made.
        refused: those that would have done harm, with the reason.
    """

    changed: dict[str, bytes] = field(default_factory=dict)
    fixed: int = 0
    refused: dict[Fix, str] = field(default_factory=dict)

    def entries(self, entries: Sequence[Entry], ledger: Ledger) -> list[Entry]:
        """The entries without the fixes that were refused, which the ledger names."""
        return _without([*entries], self.refused, ledger)


Look = Callable[[Mapping[str, bytes]], Sequence[Entry]]
Read = Callable[[str], bytes | None]


def mend_together(look: Look, read: Read, *, unsafe: bool, harm: Harm = harm_of) -> Together:
    """Fix what rules find that look at several files; nothing is written.

    Args:
        look: says what is wrong, given the contents that differ from what is on the disk.
        read: the content of a file; None for one that is not to be changed.
        unsafe: whether to make fixes that are not safe too.
        harm: as for `mend`.
    """
    done = Together()
    for _ in range(ROUNDS):
        made = 0
        for path, fixes in _by_path(_fixes([*look(done.changed)], unsafe=unsafe)).items():
            data = done.changed[path] if path in done.changed else read(path)
            if data is not None:
                trial = _Trial(data, harm, done.refused)
                chosen = trial.harmless(choose(fix for fix in fixes if fix not in done.refused))
                done.changed[path] = apply(data, edits_of(chosen))
                made += len(chosen)
        done.fixed += made
        if not made:
            break
    return done


def _by_path(fixes: Sequence[Fix]) -> dict[str, list[Fix]]:
    """The fixes by the one file that each is about."""
    found: dict[str, list[Fix]] = {}
    for fix in fixes:
        paths = {edit.path for edit in fix.edits}
        if len(paths) == 1:
            found.setdefault(paths.pop(), []).append(fix)
    return found


@dataclass(slots=True)
class _Trial:
    """Makes fixes in memory, to part those that do harm from the others."""

    data: bytes
    harm: Harm
    refused: dict[Fix, str] = field(default_factory=dict)
    left: int = TRIALS

    def harmless(self, fixes: Sequence[Fix], before: Sequence[Fix] = ()) -> list[Fix]:
        """Those of `fixes` that do no harm together, once `before` are made."""
        if not fixes:
            return []
        wrong = self._try([*before, *fixes])
        if not wrong:
            return list(fixes)
        if len(fixes) == 1:
            self.refused[fixes[0]] = wrong
            return []
        half = len(fixes) // 2
        first = self.harmless(fixes[:half], before)
        return first + self.harmless(fixes[half:], [*before, *first])

    def _try(self, fixes: Sequence[Fix]) -> str:
        self.left -= 1
        if self.left < 0:
            return "too many other fixes in this file would do harm"
        edits = edits_of(fixes)
        return self.harm(self.data, apply(self.data, edits), edits)


def _fixes(entries: list[Entry], *, unsafe: bool) -> list[Fix]:
    return [
        entry.fix
        for entry in entries
        if entry.fix is not None and entry.verdict is Verdict.FOUND and (unsafe or entry.fix.safe)
    ]


def _without(entries: list[Entry], refused: dict[Fix, str], ledger: Ledger) -> list[Entry]:
    """The entries, the fixes in `refused` taken out of them and told in the ledger."""
    for entry in entries:
        if entry.fix is not None and entry.fix in refused:
            where = entry.location
            name = f"{where.name}:{where.line}:{where.column}: {entry.code}" if where else entry.code
            ledger.refused.append(Refused(name, refused[entry.fix]))
            ledger.fixable[entry.fix.safe] -= 1
    return [entry._replace(fix=None) if entry.fix in refused else entry for entry in entries]
