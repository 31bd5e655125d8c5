"""Value under a marker edited by somebody who is not the bot.

## What
A change (`ddlint ci`) in which a person writes another tag, or digest, under a live marker. The author of
the commit that wrote it counts: a bot is whoever commits as the ImageUpdateAutomation does
(`spec.git.commit.author`), or matches `[flux] bots`. First values, of a new file or a new marker, are fine,
and so is what is written while Flux is suspended. A value that goes down is told by
[value-lowered](value-lowered.md) alone, one that the policy does not select by
[marker-value-not-selected](marker-value-not-selected.md).

## Why
Flux writes there too, whatever its policy selects. A newer tag than the newest that the policy selects is
overwritten; the same tag would have come by itself. Where neither the policy nor the tags say which of the
two is newer, this is a warning.

## Bad
```yaml path=apps/backend.yaml was
image: ghcr.io/acme/backend:main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/backend.yaml with
image: ghcr.io/acme/backend:main-2b7e151-1700086400 # {"$imagepolicy": "flux-system:backend"}
```

```yaml path=apps/backend.yaml was
image: ghcr.io/acme/backend:main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/backend.yaml with
image: ghcr.io/acme/backend:try-this # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml path=apps/backend.yaml was
image: ghcr.io/acme/backend:main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/backend.yaml with by=fluxcdbot
image: ghcr.io/acme/backend:main-2b7e151-1700086400 # {"$imagepolicy": "flux-system:backend"}
```

```yaml path=apps/new.yaml
image: ghcr.io/acme/backend:main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Leave the value to Flux; push the tag, and it comes. To hold a value that Flux must not change, take its
marker away. If a machine wrote it, name its author in `[flux] bots`. No fix is automatic.

## Source
fluxcd/image-automation-controller: each run writes the policy's latest tag over whatever stands there.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.tag_order import Way
from ddlint.model.changes.value_change import ValueChange
from ddlint.rules.changes.wording import policy_of, short, suspended, when

_TOLD_ELSEWHERE = frozenset({Way.DOWN, Way.OUT})


def check(change: ValueChange, context: Context) -> Iterable[Outcome]:
    """Find values that a person wrote."""
    if change.editor.is_bot or change.moved.way in _TOLD_ELSEWHERE:
        return
    if suspended(change.marker) is not None:
        return
    if change.editor.is_bot is None:
        reason = f"who wrote {short(change.new)} is not known: no commit of the change shows it"
        yield NotAvailable(reason, "write the value in a commit, and not in a merge", asked=False)
        return
    newer = ", whichever of the two is newer" if change.moved.way is Way.UNKNOWN else ""
    then = f"{when(change.marker)}, it becomes what {policy_of(change)} selects{newer}"
    yield Finding(
        f"{change.editor.name} writes {short(change.new)} by hand where Flux writes: {then}",
        change.place,
        label=f"was {short(change.old)}",
        help="leave it to Flux, or take the marker away to hold the value; if a machine wrote it, name it in "
        "`[flux] bots`",
        identity=change.identity,
        severity=Severity.WARNING if change.moved.way is Way.UNKNOWN else Severity.INFO,
    )


RULE = Rule(
    code="DDX003",
    name="value-edited-by-hand",
    area="changes",
    since="0.5.0",
    subject=ValueChange,
    severity=Severity.INFO,
    check=check,
)
