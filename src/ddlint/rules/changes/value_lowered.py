r"""Value under a marker lowered by hand.

## What
A change (`ddlint ci`) after which a value under a live marker is lower than before, in the order of the
ImagePolicy that the marker names: an older timestamp, a lower version, or whatever that policy sorts by.
Where the policy is not at hand, timestamps and versions are compared as they stand in the tags, and this is
a warning. What Flux itself lowers, since the newer tag is gone from the registry, is left alone. So is a
value that the policy no longer selects the old tag for: the policy was changed first, as it should be.

## Why
It looks like a roll-back and is none. The tag that was taken away is still the newest that the policy
selects, and Flux writes it back at its next run: what was broken runs again minutes later, with nobody
watching.

## Bad
```yaml path=apps/backend.yaml was
image:
  repository: ghcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=apps/backend.yaml with
image:
  repository: ghcr.io/acme/backend
  tag: v1.42.0 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=flux/backend.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.0.0'}}
```

```yaml path=apps/backend.yaml was
image: ghcr.io/acme/backend:main-2b7e151-1700086400 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/backend.yaml with
image: ghcr.io/acme/backend:main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml path=apps/backend.yaml was
image: ghcr.io/acme/backend:main-2b7e151-1700086400 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/backend.yaml with by=fluxcdbot
image: ghcr.io/acme/backend:main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

```yaml path=apps/backend.yaml was
image:
  repository: ghcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=apps/backend.yaml with
image:
  repository: ghcr.io/acme/backend
  tag: v1.42.0 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=flux/backend.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '1.42.0'}}
```

## Fix
Take the change back, and delete the new version from the registry, or let a Release Approver do it: Flux
then writes the one before it. To stay below the newest one while it exists: narrow the policy, suspend the
ImageUpdateAutomation, or take the marker away and so pin the value. No fix is automatic.

## Source
The release process: a roll-back is the deletion of the new version. fluxcd/image-automation-controller:
each run writes the policy's latest tag over whatever stands there. fluxcd/flux2#2216.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.tag_order import Way
from ddlint.model.changes.value_change import ValueChange
from ddlint.rules.changes.wording import labels, policy_of, short, suspended, when


def is_lowered(change: ValueChange) -> bool:
    """Whether somebody who is no bot, or who is not known, lowered the value."""
    return change.moved.way is Way.DOWN and not change.editor.is_bot


def check(change: ValueChange, context: Context) -> Iterable[Outcome]:
    """Find values that go down by hand."""
    if not is_lowered(change):
        return
    if change.editor.is_bot is None:
        reason = f"who lowered {short(change.old)} to {short(change.new)} is not known: no commit shows it"
        yield NotAvailable(reason, "write the value in a commit, and not in a merge")
        return
    policy = change.moved.policy
    stopped = suspended(change.marker)
    sure = f"{policy_of(change)} still selects" if policy else "its policy selects"
    then = f"Flux writes the newest tag that {sure} {when(change.marker)}"
    if stopped is not None:
        then = f"this lasts until {stopped.title} is no longer suspended"
    yield Finding(
        f"{short(change.new)} is older than {short(change.old)}, which it replaces by hand: {then}",
        change.place,
        label=f"was {short(change.old)}",
        related=labels(change.marker.policies if policy else (), "sorts the new tag below the old one"),
        help=f"to roll back, delete {short(change.old)} from the registry, or let a Release Approver do it: "
        "Flux then writes the one before; else narrow the policy, suspend the ImageUpdateAutomation, or take "
        "the marker away",
        identity=change.identity,
        severity=_severity(change, is_stopped=stopped is not None),
    )


def _severity(change: ValueChange, *, is_stopped: bool) -> Severity:
    if is_stopped:
        return Severity.INFO
    return Severity.ERROR if change.moved.policy else Severity.WARNING


RULE = Rule(
    code="DDX002",
    name="value-lowered",
    area="changes",
    since="0.5.0",
    subject=ValueChange,
    severity=Severity.ERROR,
    check=check,
)
