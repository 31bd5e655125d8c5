"""Waiver that ends within two weeks.

## What
A waiver whose last day (`until=`) is at most two weeks away.

## Why
When it ends, what it waives fails the run, perhaps in the pull request of somebody who knows nothing of it.

## Bad
```yaml now=2030-01-20
image:
  repository: eu.gcr.io/acme/api
  tag: 2.10 # ddlint: allow[tag-not-a-string] until=2030-01-31 owner=platform -- the chart wants a number
```

## Good
```yaml now=2030-01-10
image:
  repository: eu.gcr.io/acme/api
  tag: 2.10 # ddlint: allow[tag-not-a-string] until=2030-01-31 owner=platform -- the chart wants a number
```

## Fix
Mend what it waives now, while there is time. There is no automatic fix.

## Source
[Waivers](../waivers.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.waivers.in_force import WaiverInForce
from ddlint.model.waivers.waiver import WARNED


def check(subject: WaiverInForce, context: Context) -> Iterable[Outcome]:
    """Find waivers that end soon; where the day is not known, `waiver-expired` says so."""
    waiver = subject.waiver
    left = waiver.days_left(context.now) if context.now is not None and not waiver.fault else None
    if left is not None and 0 < left <= WARNED:
        when = "today" if left == 1 else f"on {waiver.until}"
        yield Finding(
            f"waiver of {', '.join(waiver.rules)} ends {when}",
            waiver.place,
            help=f"mend what it waives, or {waiver.owner or 'its owner'} decides on a new day",
        )


RULE = Rule(
    code="DDW003",
    name="waiver-expiring",
    area="waivers",
    since="0.5.0",
    subject=WaiverInForce,
    severity=Severity.WARNING,
    check=check,
    waivable=False,
)
