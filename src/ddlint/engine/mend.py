"""Mending a file: lint, make the fixes that go together, lint again, until nothing is left to fix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ddlint.engine.finding import Fix
from ddlint.engine.fix import apply, choose
from ddlint.engine.ledger import Entry, Ledger, Verdict

ROUNDS = 20  # a rule whose fix brings its finding back must not keep us here

Lint = Callable[[bytes], tuple[list[Entry], Ledger]]


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a file.

    Attributes:
        data: its content after the fixes; the very same object where there was nothing to fix.
        entries, ledger: of the last look, at `data`; the ledger counts what was fixed.
    """

    data: bytes
    entries: list[Entry]
    ledger: Ledger


def mend(lint: Lint, data: bytes, *, unsafe: bool) -> Mended:
    """Fix what can be fixed in `data`.

    Args:
        lint: looks at a content of the file and says what is wrong with it.
        data: the content to begin with.
        unsafe: whether to make fixes that are not safe too.
    """
    fixed = 0
    for _ in range(ROUNDS):
        entries, ledger = lint(data)
        edits, made = choose(_fixes(entries, unsafe=unsafe))
        if not edits:
            break
        data = apply(data, edits)
        fixed += made
    ledger.fixed = fixed
    return Mended(data, entries, ledger)


def _fixes(entries: list[Entry], *, unsafe: bool) -> list[Fix]:
    return [
        entry.fix
        for entry in entries
        if entry.fix is not None and entry.verdict is Verdict.FOUND and (unsafe or entry.fix.safe)
    ]
