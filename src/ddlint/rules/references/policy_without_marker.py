"""ImagePolicy that no marker names.

## What
An ImagePolicy of this repository that no marker names, not even a dead or disabled one, in a repository
that has live markers.

## Why
It costs queries to the registry and tells the reader of a deployment that is not there: a name that was
changed on one side, or the rest of a service that is gone.

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
  name: frontend
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: frontend
  policy:
    semver:
      range: 1.x
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
apiVersion: apps/v1
kind: Deployment
spec:
  image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Delete the policy, or write its marker behind the image: `# {"$imagepolicy": "namespace:name"}`.

## Source
image-automation-controller: a policy has an effect through markers alone. Policies of other repositories,
and policies in a repository without markers, may serve another one: the rule does not speak about them.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.flux_object import has_variable
from ddlint.model.flux.resolved import PolicyInUse


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find policies that no marker names."""
    item = policy.policy.object
    if policy.markers or policy.is_mentioned or not policy.known.markers:
        return
    if policy.policy.is_partial or item.source or has_variable(item.key):
        return
    setter = f"{item.namespace or 'NAMESPACE'}:{item.name}"
    yield Finding(
        f"no live marker names {item.title}: it updates nothing",
        item.span,
        label="not used",
        help=f'delete it, or write behind the image: # {{"$imagepolicy": "{setter}"}}',
        identity=(item.key,),
    )


RULE = Rule(
    code="DDR006",
    name="policy-without-marker",
    area="references",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.WARNING,
    check=check,
)
