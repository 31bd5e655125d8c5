"""Automations that walk the same file see different policies of one name.

## What
A marker whose namespace and name are those of several ImagePolicies that say different things, while
several ImageUpdateAutomations of that namespace walk the file: two clusters that write one place.

## Why
Each cluster writes what its own policy selects, and undoes what the other one wrote: a commit at every
interval, for ever.

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
kind: ImagePolicy
metadata:
  name: backend
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: 2.x
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: one
  namespace: flux-system
spec:
  interval: 30m
  sourceRef:
    kind: GitRepository
    name: flux-system
  git:
    commit:
      author:
        email: flux@acme.example
    push:
      branch: main
  update:
    path: ./
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: two
  namespace: flux-system
spec:
  interval: 30m
  sourceRef:
    kind: GitRepository
    name: flux-system
  git:
    commit:
      author:
        email: flux@acme.example
    push:
      branch: main
  update:
    path: ./
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
kind: ImagePolicy
metadata:
  name: backend-next
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: 2.x
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 30m
  sourceRef:
    kind: GitRepository
    name: flux-system
  git:
    commit:
      author:
        email: flux@acme.example
    push:
      branch: main
  update:
    path: ./
---
apiVersion: apps/v1
kind: Deployment
spec:
  image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Give each cluster its own folder (`update.path`), or the policies names of their own.

## Source
fluxcd/flux2#1657, #4217, #2081 and image-automation-controller#204: two clusters that write one path.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.objects import ImagePolicy
from ddlint.model.flux.resolved import MarkerInUse

_SEVERAL = 2


def check(marker: MarkerInUse, context: Context) -> Iterable[Outcome]:
    """Find markers whose policy depends on who looks."""
    if len(marker.policies) < _SEVERAL or len(marker.automations) < _SEVERAL:
        return
    if any(each.object.unknown or "$" in each.object.key for each in marker.policies):
        return
    different = {_content(each): each for each in reversed(marker.policies)}
    if len(different) < _SEVERAL:
        return
    named = marker.use.marker
    yield Finding(
        f"ImagePolicy {named.policy} is defined in {len(different)} ways, and {len(marker.automations)} "
        "automations write this value: they undo each other's commits",
        marker.use.span,
        label="written in turns",
        related=tuple(Label(each.object.span, "one of them") for each in reversed(different.values())),
        help="give each cluster a folder of its own (`update.path`), or the policies different names",
        identity=(marker.use.span.route, named.setter),
    )


def _content(policy: ImagePolicy) -> tuple[object, ...]:
    return policy.spec, policy.repository_name, policy.repository_namespace


RULE = Rule(
    code="DDR004",
    name="policy-defined-differently",
    area="references",
    since="0.2.0",
    subject=MarkerInUse,
    severity=Severity.ERROR,
    check=check,
)
