"""What a change does to the baseline."""

from __future__ import annotations

from collections.abc import Set

from ddlint.model.baseline import Baseline
from ddlint.model.changes.baseline_change import BaselineChange


def baseline_change(
    file: str, text: str, before: Baseline, after: Baseline, found: Set[str]
) -> BaselineChange:
    """Compare two baselines.

    Args:
        file: the baseline after the change.
        text: what it says.
        before: as it was.
        after: as `text` has it.
        found: the fingerprints of all that is found in the files after the change, baseline or not.
    """
    added = [key for key, known in after.known.items() if not before.holds(key, known.code)]
    gone = [key for key, known in before.known.items() if not after.holds(key, known.code)]
    start = min((text.find(key) for key in added), default=0)
    end = text.find("\n", start) if added else 0
    return BaselineChange(
        file,
        tuple(after.known[key] for key in added),
        tuple(before.known[key] for key in gone if key in found),
        (start, len(text) if end < 0 else end),
        text,
    )
