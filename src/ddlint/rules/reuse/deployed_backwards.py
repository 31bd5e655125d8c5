"""Older tag that Flux deployed, and that had never run there.

## What
A bot put an older tag in place of a newer one, by timestamp or version, and it had not been there before: it
is no roll-back. One commit is one finding, whatever it changes. Older tags that a person puts there are
`roll-back-by-hand`.

## Why
Code went out that nobody had run there: the newer tags left the registry and with them the one that ran
before, or the policy takes other tags than it did. Whoever looks at the timestamp alone does not see it.

## Bad
```history
1 flux main-1a2b3c4-1700000000
2 flux main-5d6e7f8-1700007200
3 flux main-9a8b7c6-1700003600
```

## Good
```history
1 flux main-1a2b3c4-1700000000
2 flux main-5d6e7f8-1700007200
3 flux main-1a2b3c4-1700000000
```

## Fix
See what the registry holds and what the policy takes of it (`ddlint flux select`). To roll back, delete the
new version alone, and keep the one that ran before.

## Source
The release process: after a roll-back the version before runs. In a real config repository 8 of 84,934
changes, in 3 commits.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.kind import Kind
from ddlint.model.deployments.rollout import Rollout
from ddlint.rules.reuse.wording import where


def check(rollout: Rollout, context: Context) -> Iterable[Outcome]:
    """Find older tags that had not been there."""
    if not rollout.is_whole:
        yield NotAvailable(
            f"whether {rollout.new} had run there before {rollout.old} is not known",
            "read the history from its beginning",
            asked=False,
        )
        return
    yield Finding(
        f"{rollout.new!r} of {rollout.image} took the place of the newer {rollout.old!r} "
        f"{where(rollout.values)} and had never run there: the registry lost tags, or the policy changed",
        rollout.place,
        label="goes back",
        help="see what the policy takes of the tags that the registry has: ddlint flux select",
        identity=(rollout.image, rollout.old, rollout.new),
    )


def _went_backwards(rollout: Rollout) -> bool:
    return rollout.kind is Kind.BACKWARD and not rollout.by_hand


RULE = Rule(
    code="DDU004",
    name="deployed-backwards",
    area="reuse",
    since="0.6.0",
    subject=Rollout,
    severity=Severity.WARNING,
    check=check,
    moments=frozenset({Moment.HISTORY}),
    screen=_went_backwards,
)
