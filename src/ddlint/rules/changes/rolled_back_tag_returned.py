"""Tag that was rolled back comes again.

## What
A change (`ddlint ci`) that writes a tag under a live marker which stood there before and was rolled back:
A, B, A, and now B again. Whoever writes it, Flux too. Where Flux put back what it selects over what a
person had written, or the policy was one of other tags then, nothing was rolled back. The last 2,000
commits of the main line are looked at, for the file in which the value stands.

## Why
B was taken back for a reason, and a tag says nothing about whether the reason is gone. If it was built anew
under its old name, nodes that kept the old image run the old code: a tag is never to be used again. If Flux
brings it back, nobody deleted it from the registry.

## Bad
```yaml path=apps/backend.yaml was
image: ghcr.io/acme/backend:main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/backend.yaml with was
image: ghcr.io/acme/backend:main-2b7e151-1700086400 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/backend.yaml with was
image: ghcr.io/acme/backend:main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/backend.yaml with by=fluxcdbot
image: ghcr.io/acme/backend:main-2b7e151-1700086400 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml path=apps/backend.yaml was
image: ghcr.io/acme/backend:main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/backend.yaml with was
image: ghcr.io/acme/backend:main-2b7e151-1700086400 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/backend.yaml with was
image: ghcr.io/acme/backend:main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/backend.yaml with by=fluxcdbot
image: ghcr.io/acme/backend:main-8d1c0de-1700172800 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Build the commit again, so that it gets a new tag, or go on to the next one; delete the tag that was rolled
back from the registry. No fix is automatic.

## Source
The release process: a version that was rolled back has to be rebuilt; nodes cache images, so a tag that is
used again runs old code on some of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.value_change import ValueChange
from ddlint.rules.changes.value_lowered import is_lowered
from ddlint.rules.changes.wording import short


def check(change: ValueChange, context: Context) -> Iterable[Outcome]:
    """Find tags that come again."""
    if is_lowered(change):
        return
    back = change.rolled_back
    if back is None:
        if change.past_unknown:
            reason = f"whether {short(change.new)} was rolled back once is not known: {change.past_unknown}"
            yield NotAvailable(reason, "fetch the whole history (`fetch-depth: 0`)")
        return
    step = back.step
    yield Finding(
        f"{short(change.new)} comes again: it was rolled back to {short(back.to)}{_on(step.time)} in "
        f"{step.commit[:10]}, by {step.who.partition(' <')[0]}",
        change.place,
        label="rolled back once",
        help=f"build it again under a new tag, and delete {short(change.new)} from the registry",
        identity=change.identity,
    )


def _on(time: int) -> str:
    try:
        return f" on {datetime.fromtimestamp(time, UTC):%Y-%m-%d}"
    except (ValueError, OverflowError, OSError):
        return ""


RULE = Rule(
    code="DDX004",
    name="rolled-back-tag-returned",
    area="changes",
    since="0.5.0",
    subject=ValueChange,
    severity=Severity.WARNING,
    check=check,
)
