"""UAT account whose policy can never select a pre-release.

## What
A live marker of a UAT account, on an image that runs a release, whose ImagePolicy is certain to select no
pre-release: its range admits none, or its filter lets none through.

## Why
The account is there to try release candidates, and will not get one: the first to run the new version are
those in production.

## Bad
```yaml path=accounts/acme/backend.yaml
kind: HelmRelease
apiVersion: helm.toolkit.fluxcd.io/v2
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: v1.4.2 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": true}]
```
```yaml path=flux/backend-prod.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend-prod, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.0.0'}}
```

## Good
```yaml path=accounts/acme/backend.yaml
kind: HelmRelease
apiVersion: helm.toolkit.fluxcd.io/v2
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: v1.4.2 # {"$imagepolicy": "flux-system:backend-uat:tag"}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": true}]
```
```yaml path=flux/backend-uat.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend-uat, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.0.0-0'}}
```

## Fix
Let the marker name a policy that takes pre-releases, such as `>=1.0.0-0`. There is no automatic fix.

## Source
The release process: a release with a pre-release suffix goes to accounts marked `is_uat`, the final one to
all.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.deployment import Placement
from ddlint.rules.accounts.screens import admits_no_candidates
from ddlint.rules.accounts.wording import accounts_in


def check(placement: Placement, context: Context) -> Iterable[Outcome]:
    """Find UAT accounts that never get a candidate."""
    concerned, writer = placement.uat, placement.first.writer
    if not concerned or writer is None or not writer.live or placement.first.release is None:
        return
    if not writer.policies or not all(each.examples.never for each in writer.policies):
        return
    policy = writer.policies[0]
    yield Finding(
        f"policy {policy.name} can never select a pre-release: {accounts_in(concerned)}, UAT, gets no "
        f"candidate of {placement.first.service}",
        writer.span,
        label="selects releases only",
        related=(Label(policy.span, policy.words),),
        help="name a policy that takes pre-releases, such as '>=1.0.0-0'",
        identity=(placement.first.span.route, writer.marker.setter),
    )


RULE = Rule(
    code="DDA012",
    name="uat-gets-no-candidates",
    area="accounts",
    since="0.4.0",
    subject=Placement,
    severity=Severity.WARNING,
    check=check,
    screen=admits_no_candidates,
)
