"""UAT account that runs an older version than production.

## What
A UAT account whose version of a service is below the highest one that an account in production runs. A
pre-release of that very version, or of an earlier one that is out, is DDA014's.

## Why
A final release goes to UAT and production accounts both. What is tried on this account is not what
customers run, and candidates are compared with the wrong version.

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
```yaml path=accounts/uat/backend.yaml with
kind: HelmRelease
apiVersion: helm.toolkit.fluxcd.io/v2
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: v1.3.0 # {"$imagepolicy": "flux-system:backend-uat:tag"}
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
      tag: v1.4.2 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```
```yaml path=accounts/uat/backend.yaml with
kind: HelmRelease
apiVersion: helm.toolkit.fluxcd.io/v2
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: v1.5.0-rc.1 # {"$imagepolicy": "flux-system:backend-uat:tag"}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": false}, {"code": "uat", "is_uat": true}]
```

## Fix
Deploy the final release to the UAT account as well; see why its policy does not select it (`ddlint flux
select`). There is no automatic fix.

## Source
The release process: the final release goes to UAT and production accounts both.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.deployment import Deployment, ServiceFleet
from ddlint.rules.accounts.versions import behind, highest


def check(fleet: ServiceFleet, context: Context) -> Iterable[Outcome]:
    """Find UAT accounts that were left behind."""
    top = highest(fleet.production)
    if top is None:
        return
    for each in behind(fleet, top):
        if each.release is None or each.release.is_candidate:
            continue
        yield Finding(
            f"UAT account {each.account.code} runs {each.service} {each.tag}, and account "
            f"{top.account.code} in production runs {top.tag} already",
            each.span,
            label="older than production",
            related=_related(top),
            help=f"deploy {top.tag} to it as well",
            identity=(each.account.code, each.service),
        )


def _related(top: Deployment) -> tuple[Label, ...]:
    return (Label(top.span, "in production"),)


RULE = Rule(
    code="DDA013",
    name="uat-behind-production",
    area="accounts",
    since="0.4.0",
    subject=ServiceFleet,
    severity=Severity.WARNING,
    check=check,
)
