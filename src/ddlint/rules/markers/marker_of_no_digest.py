"""Marker asks for a digest that the policy does not give.

## What
A live `:digest` marker whose ImagePolicy has `digestReflectionPolicy: Never`, which is the default.

## Why
Flux then has no digest and writes the empty text: the field is blanked at the next update.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: 1.x
---
image:
  repository: ghcr.io/acme/backend
  digest: sha256:ec01...6017 # {"$imagepolicy": "flux-system:backend:digest"}
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: 1.x
  digestReflectionPolicy: IfNotPresent
---
image:
  repository: ghcr.io/acme/backend
  digest: sha256:ec01...6017 # {"$imagepolicy": "flux-system:backend:digest"}
```

## Fix
Set `digestReflectionPolicy: IfNotPresent` in the policy (Flux 2.6), or remove the marker and the digest.

## Source
image-automation-controller `internal/update/setters.go`; image-reflector-controller,
`digestReflectionPolicy`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.resolved import MarkerInUse
from ddlint.model.marker import Form


def check(marker: MarkerInUse, context: Context) -> Iterable[Outcome]:
    """Find digest markers of policies without digests."""
    if marker.use.marker.form is not Form.DIGEST or not marker.policies:
        return
    policies = [each for each in marker.policies if not each.object.unknown]
    if not policies or any(each.digest_reflection_policy != "Never" for each in policies):
        return
    policy = policies[0].object
    yield Finding(
        f"{policy.title} gives no digest (digestReflectionPolicy: Never): Flux empties this field",
        marker.use.span,
        label="no digest",
        related=(Label(policy.span, "the policy"),),
        help="write in the policy's spec: digestReflectionPolicy: IfNotPresent",
        identity=(marker.use.span.route, marker.use.marker.setter),
    )


RULE = Rule(
    code="DDM023",
    name="marker-of-no-digest",
    area="markers",
    since="0.2.0",
    subject=MarkerInUse,
    severity=Severity.ERROR,
    check=check,
)
