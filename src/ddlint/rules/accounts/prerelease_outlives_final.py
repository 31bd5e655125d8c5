"""Pre-release that is still deployed when its final release is out.

## What
A UAT account that runs a pre-release (`v2.0.0-rc.1`) of a version whose final release, or a later one, an
account in production runs.

## Why
The final release is higher than its candidate, and goes to UAT accounts too. One that stays on the
candidate has a policy that does not select the final one, or a marker that is dead: what is tried there is
no longer what customers run.

## Bad
```yaml path=accounts/acme/backend.yaml
kind: HelmRelease
apiVersion: helm.toolkit.fluxcd.io/v2
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: v2.0.0 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```
```yaml path=accounts/uat/backend.yaml with
kind: HelmRelease
apiVersion: helm.toolkit.fluxcd.io/v2
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: v2.0.0-rc.1 # {"$imagepolicy": "flux-system:backend-uat:tag"}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": false}, {"code": "uat", "is_uat": true}]
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
      tag: v2.0.0 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```
```yaml path=accounts/uat/backend.yaml with
kind: HelmRelease
apiVersion: helm.toolkit.fluxcd.io/v2
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: v2.1.0-rc.1 # {"$imagepolicy": "flux-system:backend-uat:tag"}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": false}, {"code": "uat", "is_uat": true}]
```

## Fix
Deploy the final release to the UAT account; see why its policy does not select it (`ddlint flux select`).
There is no automatic fix.

## Source
The release process: the final release is higher in the order of SemVer than its candidate, and goes to all.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.deployment import ServiceFleet
from ddlint.rules.accounts.versions import behind, highest


def check(fleet: ServiceFleet, context: Context) -> Iterable[Outcome]:
    """Find candidates that stayed."""
    top = highest(fleet.production)
    if top is None:
        return
    for each in behind(fleet, top):
        if each.release is None or not each.release.is_candidate:
            continue
        yield Finding(
            f"UAT account {each.account.code} still runs {each.service} {each.tag}, and account "
            f"{top.account.code} in production runs {top.tag}",
            each.span,
            label="its final release is out",
            related=(Label(top.span, "in production"),),
            help=f"deploy {top.tag} to it",
            identity=(each.account.code, each.service),
        )


RULE = Rule(
    code="DDA014",
    name="prerelease-outlives-final",
    area="accounts",
    since="0.4.0",
    subject=ServiceFleet,
    severity=Severity.WARNING,
    check=check,
)
