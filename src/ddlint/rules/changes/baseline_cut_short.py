"""Findings taken out of a baseline that are still there.

## What
A change that takes findings out of the baseline which the files after it still have.

## Why
What is in no baseline fails the next `ddlint check` of whoever comes along, and not of who took it out. The
gate itself calls such a finding old, since it was there before each further change.

## Bad
```baseline
- DDT002 apps/old.yaml still
```

## Good
```baseline
- DDT002 apps/old.yaml
```

## Fix
Mend what the lines stand for in the same change, or leave them in: `ddlint baseline write` takes out what
is mended, and nothing else. No fix is automatic.

## Source
[Taking ddlint up](../baseline.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.baseline_change import BaselineChange

_SHOWN = 5


def check(change: BaselineChange, context: Context) -> Iterable[Outcome]:
    """Find what is still there."""
    if not change.still:
        return
    named = sorted({f"{known.code} in {known.where or 'the repository'}" for known in change.still})
    more = f" and {len(named) - _SHOWN:,} more places" if len(named) > _SHOWN else ""
    noun = "1 finding" if len(change.still) == 1 else f"{len(change.still):,} findings"
    yield Finding(
        f"the baseline loses {noun} still there: {', '.join(named[:_SHOWN])}{more}",
        change.place,
        help="mend them in the same change, or leave them in (`ddlint baseline write` does)",
        identity=(change.file, *named),
    )


RULE = Rule(
    code="DDX021",
    name="baseline-cut-short",
    area="changes",
    since="0.5.0",
    subject=BaselineChange,
    severity=Severity.WARNING,
    check=check,
    waivable=False,
)
