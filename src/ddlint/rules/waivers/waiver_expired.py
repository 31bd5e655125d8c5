"""Waiver that has ended.

## What
A waiver whose last day (`until=`) is over. What it waived is found again.

## Why
A waiver is a promise to mend something by a day. The day is over.

## Bad
```yaml
image:
  repository: eu.gcr.io/acme/api
  tag: 2.10 # ddlint: allow[tag-not-a-string] until=2026-01-31 owner=platform -- the chart wants a number
```

## Good
```yaml
image:
  repository: eu.gcr.io/acme/api
  tag: 2.10 # ddlint: allow[tag-not-a-string] until=2030-01-31 owner=platform -- the chart wants a number
```

## Fix
Mend what it waives and remove it, or decide anew and write the new day. There is no automatic fix.

## Source
[Waivers](../waivers.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.waivers.in_force import WaiverInForce


def check(subject: WaiverInForce, context: Context) -> Iterable[Outcome]:
    """Find waivers whose last day is over."""
    waiver = subject.waiver
    if waiver.until is None or waiver.fault:
        return
    if context.now is None:
        yield NotAvailable("it is not known what day it is")
    elif not waiver.counts(context.now):
        yield Finding(
            f"waiver of {', '.join(waiver.rules)} ended on {waiver.until}",
            waiver.place,
            help=f"mend what it waives and remove it, or {waiver.owner or 'its owner'} decides on a new day",
        )


RULE = Rule(
    code="DDW002",
    name="waiver-expired",
    area="waivers",
    since="0.5.0",
    subject=WaiverInForce,
    severity=Severity.ERROR,
    check=check,
    waivable=False,
)
