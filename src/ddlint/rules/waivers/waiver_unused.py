"""Waiver that waives nothing.

## What
A waiver of a rule that ran on all that the waiver could waive, and found nothing there.

## Why
What it waived has been mended. Left in place it would hide the next mistake, for a reason that was about the
last one.

## Bad
```yaml
image:
  repository: eu.gcr.io/acme/api
  tag: v1.2.3 # ddlint: allow[tag-not-a-string] until=2030-01-31 -- the chart wants a number
```

## Good
```yaml
image:
  repository: eu.gcr.io/acme/api
  tag: 2.10 # ddlint: allow[tag-not-a-string] until=2030-01-31 -- the chart wants a number
```

## Fix
Remove it, or the rule from it. There is no automatic fix: a person wrote it, and a person takes it back.

## Source
[Waivers](../waivers.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.waivers.in_force import WaiverInForce


def check(subject: WaiverInForce, context: Context) -> Iterable[Outcome]:
    """Find waivers that were good for nothing; one that does not count is another matter."""
    waiver = subject.waiver
    if subject.unused and waiver.counts(context.now):
        what = ", ".join(subject.unused)
        rest = len(subject.unused) < len(waiver.rules)
        yield Finding(
            f"waiver of {what} waives nothing",
            waiver.place,
            help=f"remove {what} from it" if rest else "remove it",
        )


RULE = Rule(
    code="DDW004",
    name="waiver-unused",
    area="waivers",
    since="0.5.0",
    subject=WaiverInForce,
    severity=Severity.WARNING,
    check=check,
    waivable=False,
)
