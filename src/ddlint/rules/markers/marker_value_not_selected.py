"""Value at a live marker that its ImagePolicy would never select.

## What
A tag at a live marker that the policy of the marker does not let in: its filter does not match the tag, or
the version is outside its range. Where several policies have that name (one for each cluster), the finding
is made only if none of them lets the tag in. A tag that a policy cannot even sort is DDT003's.

## Why
The tag was written by hand, or the policy was changed after Flux wrote it. Flux overwrites it with the next
tag that it does select: what is deployed for a moment, a hotfix for example, is gone with the next run; or
the policy is wrong and passes over what is meant.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: apps}
spec: {image: ghcr.io/acme/backend, interval: 5m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: apps}
spec:
  imageRepositoryRef: {name: backend}
  policy:
    semver: {range: '>=1.0.0 <2.0.0'}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: apps, namespace: apps}
spec:
  interval: 5m
  sourceRef: {kind: GitRepository, name: apps}
  git: {commit: {author: {email: flux@acme.example}}, push: {branch: main}}
  update: {path: ., strategy: Setters}
---
kind: Values
image:
  repository: ghcr.io/acme/backend
  tag: 2.0.1 # {"$imagepolicy": "apps:backend:tag"}
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: apps}
spec: {image: ghcr.io/acme/backend, interval: 5m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: apps}
spec:
  imageRepositoryRef: {name: backend}
  policy:
    semver: {range: '>=1.0.0 <2.0.0'}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: apps, namespace: apps}
spec:
  interval: 5m
  sourceRef: {kind: GitRepository, name: apps}
  git: {commit: {author: {email: flux@acme.example}}, push: {branch: main}}
  update: {path: ., strategy: Setters}
---
kind: Values
image:
  repository: ghcr.io/acme/backend
  tag: 1.4.2 # {"$imagepolicy": "apps:backend:tag"}
```

## Fix
Write a tag that the policy lets in, change the policy, or disable the marker while the tag is to stay
(`ddlint flux select` says of every tag why it is in or out). There is no automatic fix.

## Source
fluxcd/image-automation-controller, internal/update/setters.go: the policy's latest tag is written, whatever
stands there.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.resolved import MarkerInUse
from ddlint.model.selection.fate import Fate
from ddlint.rules.markers.judged import judged


def check(marker: MarkerInUse, context: Context) -> Iterable[Outcome]:
    """Find tags that the policy of their marker does not let in."""
    found = judged(marker, context.settings.flux.version)
    if found is None or found.verdict.fate not in {Fate.UNMATCHED, Fate.OUTSIDE}:
        return
    policy = found.policy.object
    yield Finding(
        f"tag {found.tag} is none that ImagePolicy {policy.key} selects: {found.reason}",
        marker.use.value_span,
        label="Flux overwrites it",
        related=(Label(policy.span, "this policy"),),
        help="write a tag that the policy lets in, or change the policy",
        identity=(marker.use.value_span.route, marker.use.marker.setter),
    )


RULE = Rule(
    code="DDM022",
    name="marker-value-not-selected",
    area="markers",
    since="0.2.0",
    subject=MarkerInUse,
    severity=Severity.WARNING,
    check=check,
)
