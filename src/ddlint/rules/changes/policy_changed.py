"""Change of what decides on changes.

## What
A change that adds, edits or removes ddlint's configuration, a baseline, the ledger of tags or a waiver. Of
the configuration it is told what gets looser: rules that are turned off, severities that are lowered, files
that are not looked at, waivers, a rule that holds from a later day on; and which other settings change.

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

```policy
edited ddlint.toml
ignore = ["tag-moving"]
```

## Good
```policy
edited accounts/acme/backend.yaml
```

What all edits of the policy together would find more and less in the files after the change is said with
the first of them; `ddlint policy diff BASE HEAD` lists it. A configuration that cannot be read any more is
an error: every run would end with it.

## Fix
Put it into a change of its own, and let those approve it who answer for the policy. No fix is automatic.

## Source
The gate: its policy is that of the base revision. [Waivers](../waivers.md), [the gate](../gate.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.policy_change import PolicyChange

_SHOWN = 6


def check(change: PolicyChange, context: Context) -> Iterable[Outcome]:
    """Find each of them."""
    said = f"{change.what} is {change.how}{_told(change)}: this counts when it is merged, not before"
    if change.fault:
        yield Finding(
            f"{change.what} is {change.how}, and merged, it would stop every run: {change.fault}",
            change.place,
            help="mend it: `ddlint config show` says whether it can be read",
            identity=(change.what, change.how),
            severity=Severity.ERROR,
        )
        return
    yield Finding(
        f"{said}; {change.effect}" if change.effect else said,
        change.place,
        help="let those approve it who answer for the policy, best in a change of its own",
        identity=(change.what, change.how, *change.looser),
    )


def _told(change: PolicyChange) -> str:
    """What gets looser, and what else is another."""
    parts = []
    if change.looser:
        parts.append(f" and {_listed(change.looser, '; it ')}")
    if change.other:
        parts.append(f"; other settings: {_listed(change.other, ', ')}")
    return "".join(parts)


def _listed(words: Sequence[str], between: str) -> str:
    more = f"{between}{len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return between.join(words[:_SHOWN]) + more


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
