"""A run over many files of which several say the same: each entry is kept once."""

from __future__ import annotations

from collections.abc import Callable

from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.engine.run import Run

RunTo = Callable[[Callable[[Entry], None]], Run]


def judged_once(
    run_to: RunTo, feed_to: Callable[[Run], None], keep: Callable[[Entry], bool] = bool
) -> tuple[list[Entry], Ledger]:
    """What the rules say.

    Args:
        run_to: makes a run whose entries go to the given sink.
        feed_to: feeds the run.
        keep: which entries are reported; by default all.

    Returns:
        The entries, each once, and the counts.
    """
    entries: list[Entry] = []
    run = run_to(entries.append)
    feed_to(run)
    counted = run.close()
    ledger = Ledger(checked=counted.checked, crashes=counted.crashes)
    passed = {key: count for key, count in counted.verdicts.items() if key[1] is Verdict.PASSED}
    ledger.verdicts.update(passed)
    once = {(entry.code, entry.message, entry.location): entry for entry in reversed(entries)}
    kept = [entry for entry in reversed(once.values()) if keep(entry)]
    for entry in kept:
        ledger.record(entry)
    return kept, ledger
