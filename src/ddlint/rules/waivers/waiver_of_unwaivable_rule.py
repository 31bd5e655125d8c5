"""Waiver of a rule that nothing may waive.

## What
A waiver that names a rule of `unwaivable` in the configuration, or one that never can be waived.

## Why
The rule holds all the same, and the finding still fails the run.

## Bad
```yaml
image:
  repository: eu.gcr.io/acme/api
  tag: 2.10 # ddlint: allow[waiver-unused] -- we like it
```

## Good
```yaml
image:
  repository: eu.gcr.io/acme/api
  tag: 2.10 # ddlint: allow[tag-not-a-string] -- the chart wants a number
```

## Fix
Mend what the rule finds, and remove the waiver. There is no automatic fix.

## Source
[Waivers](../waivers.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.waivers.in_force import WaiverInForce


def check(subject: WaiverInForce, context: Context) -> Iterable[Outcome]:
    """Find waivers of rules that hold in any case."""
    for word in subject.unwaivable:
        yield Finding(
            f"waiver of {word} does not count: nothing may waive that rule",
            subject.waiver.place,
            help="mend what the rule finds, and remove the waiver",
            identity=("unwaivable", word),
        )


RULE = Rule(
    code="DDW005",
    name="waiver-of-unwaivable-rule",
    area="waivers",
    since="0.5.0",
    subject=WaiverInForce,
    severity=Severity.ERROR,
    check=check,
    waivable=False,
)
