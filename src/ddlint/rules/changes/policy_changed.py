"""Change of what decides on changes.

## What
A change that adds, edits or removes ddlint's configuration, a baseline, the ledger of tags or a waiver.

## Why
A gate that can be opened from inside holds nothing back. A change is judged by the policy of where it goes:
what it says of itself does not count before it is merged. Whoever approves it has to see that it does.

## Bad
```policy
edited ddlint.toml
```

```policy
added accounts/acme/backend.yaml # ddlint: allow[tag-not-a-string] -- the chart wants a number
```

## Good
```policy
edited accounts/acme/backend.yaml
```

## Fix
Put it into a change of its own, and let those approve it who answer for the policy. No fix is automatic.

## Source
The gate: its policy is that of the base revision. [Waivers](../waivers.md), [the gate](../gate.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.policy_change import PolicyChange


def check(change: PolicyChange, context: Context) -> Iterable[Outcome]:
    """Find each of them."""
    yield Finding(
        f"{change.what} is {change.how}: this counts when it is merged, not before",
        change.place,
        help="let those approve it who answer for the policy, best in a change of its own",
        identity=(change.what, change.how),
    )


RULE = Rule(
    code="DDX001",
    name="policy-changed",
    area="changes",
    since="0.5.0",
    subject=PolicyChange,
    severity=Severity.WARNING,
    check=check,
    waivable=False,
)
