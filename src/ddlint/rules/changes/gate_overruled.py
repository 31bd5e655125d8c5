"""Commit on the main branch for which the gate failed.

## What
A commit of the main line, after the one that `ddlint ci --since` begins with, that a gate judged and found
errors in: it was merged all the same.

## Why
A gate that is not required to pass, or that an administrator went past, is a suggestion. What it found is on
the main branch now, and for later changes it was there before.

## Bad
```landing
although the gate failed
```

## Good
```landing
gated
```

## Fix
Look at what the gate said, mend it, and make the check a required one. A commit that was let in on purpose
can be waived: `[[waivers]]` with `commits`. No fix is automatic.

## Source
[The gate](../gate.md), "What went round it".
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.landing import Landing, Way


def check(landing: Landing, context: Context) -> Iterable[Outcome]:
    """Find what came although the gate failed."""
    if landing.way is Way.OVERRULED:
        yield Finding(
            f"{landing.title} by {landing.who} came to the main branch although the gate failed",
            landing.place,
            help="see what the gate said of it, and mend that; let the check be a required one",
            identity=(landing.message, landing.author),
        )


RULE = Rule(
    code="DDX024",
    name="gate-overruled",
    area="changes",
    since="0.5.0",
    subject=Landing,
    severity=Severity.ERROR,
    check=check,
)
