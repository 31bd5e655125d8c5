"""Waiver that does not count.

## What
A `# ddlint: allow[...]` comment, or a `[[waivers]]` entry of the configuration, that gives no reason, names
no rule or one that does not exist, has a date that is no day, or says what no waiver says.

## Why
Whoever wrote it believes that the finding is dealt with. It is not: the waiver waives nothing.

## Bad
```yaml
image:
  repository: eu.gcr.io/acme/api
  tag: 2.10 # ddlint: allow[tag-not-a-string] until=2030-01-31
```

```yaml
image:
  repository: eu.gcr.io/acme/api
  # ddlint: ignore tag-not-a-string
  tag: 2.10
```

## Good
```yaml
image:
  repository: eu.gcr.io/acme/api
  tag: 2.10 # ddlint: allow[tag-not-a-string] until=2030-01-31 owner=platform ref=OPS-7 -- a number
```

## Fix
Write it in the form that the finding shows. There is no automatic fix: nobody else knows the reason.

## Source
[Waivers](../waivers.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.waivers.in_force import WaiverInForce
from ddlint.model.waivers.waiver import FORM


def check(subject: WaiverInForce, context: Context) -> Iterable[Outcome]:
    """Find waivers that never count."""
    waiver = subject.waiver
    if waiver.fault:
        yield Finding(
            f"waiver does not count: {waiver.fault}",
            waiver.place,
            help=f"write it as: ddlint: {FORM}",
        )
    for word, near in subject.unknown:
        yield Finding(
            f"waiver names {word!r}, which is no rule",
            waiver.place,
            help=f"did you mean {near!r}?" if near else "`ddlint rules` lists the rules",
            identity=("unknown", word),
        )


RULE = Rule(
    code="DDW001",
    name="waiver-malformed",
    area="waivers",
    since="0.5.0",
    subject=WaiverInForce,
    severity=Severity.ERROR,
    check=check,
    waivable=False,
)
