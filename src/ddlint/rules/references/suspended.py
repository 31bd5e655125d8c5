"""ImagePolicy, ImageRepository or ImageUpdateAutomation in use is suspended.

## What
`suspend: true` in an ImagePolicy that a marker names, in its ImageRepository, or in an
ImageUpdateAutomation that writes its markers.

## Why
Nothing is updated while it stands there. It is meant for an incident, and forgotten after it: the
deployments freeze, and everything reports ready.

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
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: flux-system
spec:
  suspend: true
  image: ghcr.io/acme/backend
  interval: 5m
---
apiVersion: apps/v1
kind: Deployment
spec:
  image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
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
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: flux-system
spec:
  image: ghcr.io/acme/backend
  interval: 5m
---
apiVersion: apps/v1
kind: Deployment
spec:
  image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Remove `suspend`, or set it to false.

## Source
The `suspend` fields of the image API: image-reflector-controller and image-automation-controller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.flux_object import FluxObject
from ddlint.model.flux.resolved import PolicyInUse


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find what is suspended."""
    if policy.policy.is_partial or not policy.markers:
        return
    for item in _objects(policy):
        field = item.suspend
        if field is not None:
            yield Finding(
                f"{item.title} is suspended: {_effect(item)}",
                field.span,
                label="suspended",
                help="remove it, or write: suspend: false",
                identity=(item.kind, item.key),
            )


def _objects(policy: PolicyInUse) -> Iterator[FluxObject]:
    yield policy.policy.object
    yield from (each.object for each in policy.repositories)
    yield from (each.object for each in policy.automations)


def _effect(item: FluxObject) -> str:
    effects = {
        "ImagePolicy": "it selects no newer tag",
        "ImageRepository": "no newer tag is seen",
        "ImageUpdateAutomation": "no marker of its policies is written",
    }
    return effects[item.kind]


RULE = Rule(
    code="DDR003",
    name="suspended",
    area="references",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.WARNING,
    check=check,
)
