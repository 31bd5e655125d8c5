"""Findings that were added to a baseline.

## What
A change that puts findings into the baseline that the baseline before it does not hold: by hand, by writing
it anew, or by pointing `baseline` in the configuration to another file.

## Why
A baseline lets stand what was there when ddlint was taken up. It only shrinks: one that grows is a waiver
without a reason, an owner and an end, for whatever somebody puts into it.

## Bad
```baseline
+ DDT002 apps/new.yaml
```

## Good
```baseline
- DDT002 apps/old.yaml
```

The first baseline of a repository is no growth.

## Fix
Take the lines out again (`git checkout BASE -- .ddlint/baseline`, then `ddlint baseline write`, which only
takes out), and mend what was found, or waive it with a reason. To begin anew on purpose, let those who
answer for the policy do that outside of a pull request, or remove the baseline in one change and add it in
another. No fix is automatic.

## Source
[Taking ddlint up](../baseline.md): a baseline may only shrink.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.baseline_change import BaselineChange

_SHOWN = 5


def check(change: BaselineChange, context: Context) -> Iterable[Outcome]:
    """Find what was added."""
    if not change.added:
        return
    counts = Counter((known.code, known.where) for known in change.added)
    named = [f"{code} in {where or 'the repository'}" for code, where in sorted(counts)]
    more = f" and {len(named) - _SHOWN:,} more places" if len(named) > _SHOWN else ""
    noun = "1 finding is" if len(change.added) == 1 else f"{len(change.added):,} findings are"
    yield Finding(
        f"{noun} added to the baseline, which may only shrink: {', '.join(named[:_SHOWN])}{more}",
        change.place,
        help=f"take the lines out of {change.file} again; mend what they stand for, or waive it",
        identity=(change.file, *named),
    )


RULE = Rule(
    code="DDX020",
    name="baseline-grew",
    area="changes",
    since="0.5.0",
    subject=BaselineChange,
    severity=Severity.ERROR,
    check=check,
    waivable=False,
)
