"""Marker taken away from a value that stays.

## What
A change (`ddlint ci`) after which a live marker is gone, and the value that it stood behind is still there.
A value that is gone with its marker is none of this, nor is a marker that a change breaks: other rules tell
that.

## Why
From then on the value is pinned: Flux never writes it again, and no newer version, security fixes included,
gets there by itself. That is how one stops Flux, and it is also what happens when a formatter or a merge
drops a comment. Nobody notices until the version is old.

## Bad
```yaml path=apps/backend.yaml was
image:
  repository: ghcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=apps/backend.yaml with
image:
  repository: ghcr.io/acme/backend
  tag: v1.42.1
```

## Good
```yaml path=apps/backend.yaml was
images:
  - name: backend
    newTag: v1.42.1 # {"$imagepolicy": "flux-system:backend:tag"}
  - name: frontend
    newTag: v2.0.3 # {"$imagepolicy": "flux-system:frontend:tag"}
```
```yaml path=apps/backend.yaml with
images:
  - name: frontend
    newTag: v2.0.3 # {"$imagepolicy": "flux-system:frontend:tag"}
```

```yaml path=apps/backend.yaml was
image: ghcr.io/acme/backend:v1.42.1 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=apps/web/backend.yaml with
image: ghcr.io/acme/backend:v1.42.1 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Where it was not meant, put the marker back. Where it was, say in a comment why, and until when. No fix is
automatic.

## Source
fluxcd/image-automation-controller: only values with a marker are written.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.marker_change import MarkerChange
from ddlint.rules.changes.wording import labels, short


def check(change: MarkerChange, context: Context) -> Iterable[Outcome]:
    """Find values whose marker is gone."""
    if change.now is not None:
        return
    marker = change.old.marker
    yield Finding(
        f"the marker of ImagePolicy {marker.policy} is gone: {short(change.value)} is pinned, and Flux "
        "writes it no more",
        change.place,
        label="pinned from now on",
        related=labels(change.was.policies, "this policy wrote it"),
        help=f'to let Flux write it, put back: # {{"$imagepolicy": "{marker.setter}"}}',
        identity=(change.place.route, marker.setter),
    )


RULE = Rule(
    code="DDX005",
    name="marker-removed",
    area="changes",
    since="0.5.0",
    subject=MarkerChange,
    severity=Severity.WARNING,
    check=check,
)
