"""No ImageUpdateAutomation writes a marker.

## What
A live marker whose policy exists, where no ImageUpdateAutomation of the policy's namespace walks the file:
there is none in that namespace, its `update.path` is another folder, or its `policySelector` leaves the
policy out.

## Why
Flux hands a policy to the automations of its own namespace alone, and an automation changes nothing outside
of its path. The policy selects new tags, and nobody writes them.

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
kind: ImageUpdateAutomation
metadata:
  name: apps
  namespace: apps
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
kind: ImageUpdateAutomation
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 30m
  policySelector:
    matchLabels:
      team: web
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
Move the automation or the policy, widen `update.path`, or give the policy the label. Where no automation is
known at all, the rule says that it cannot look.

## Source
image-automation-controller `internal/policy`, getPolicies and ApplyPolicies: the policies of the
automation's namespace, the files below its path.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.objects import ImageUpdateAutomation
from ddlint.model.flux.resolved import MarkerInUse
from ddlint.model.flux.selector import selects
from ddlint.rules.references.missing import nothing_known

_SHOWN = 3


def check(marker: MarkerInUse, context: Context) -> Iterable[Outcome]:
    """Find markers that no automation walks."""
    if not marker.known.automations:
        if marker.is_first and marker.known.policies:
            yield nothing_known("ImageUpdateAutomation")
        return
    if marker.automations or not marker.policies:
        return
    named = marker.use.marker
    passing = marker.passing[:_SHOWN]
    yield Finding(
        f"no ImageUpdateAutomation writes this value: {_reason(marker)}",
        marker.use.span,
        label="never written",
        related=tuple(Label(each.object.span, _why(each, marker)) for each in passing),
        help=f"give namespace {named.namespace} an automation that walks {marker.path}, or widen one",
        identity=(marker.use.span.route, named.setter),
    )


def _reason(marker: MarkerInUse) -> str:
    namespace = marker.use.marker.namespace
    if not marker.passing:
        return f"namespace {namespace} has none, and those of other namespaces do not see its policies"
    return f"none of namespace {namespace} covers {marker.path} and admits the policy"


def _why(automation: ImageUpdateAutomation, marker: MarkerInUse) -> str:
    folder = automation.folder
    if folder and marker.path != folder and not marker.path.startswith(f"{folder}/"):
        return f"walks {folder} alone"
    if any(not selects(automation.policy_selector, each.object.labels) for each in marker.policies):
        return "its policySelector leaves the policy out"
    return "does not cover the file"


RULE = Rule(
    code="DDR002",
    name="no-automation",
    area="references",
    since="0.2.0",
    subject=MarkerInUse,
    severity=Severity.ERROR,
    check=check,
)
