"""Pre-release on an account that is not UAT.

## What
An image of our own whose tag is a pre-release (`v2.0.0-rc.1`), deployed to an account that is not UAT: in the
account's own file, or in one that it shares with others through kustomize. An account of which nobody says
that it is UAT is not: `is_uat` that is missing, or anything but true, is taken for production. The suffixes
of variants (`1.2.3-alpine`) make no pre-release.

## Why
A release candidate goes to UAT accounts, whose people expect it; the final release goes to all. A candidate
on a production account is an untested version in front of customers.

## Bad
```yaml path=accounts/acme/backend.yaml
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
[{"code": "acme", "is_uat": false}]
```

```yaml path=accounts/acme/kustomization.yaml
resources: [../base]
```
```yaml path=accounts/base/kustomization.yaml with
resources: [backend.yaml]
```
```yaml path=accounts/base/backend.yaml with
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
[{"code": "acme"}]
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
      tag: v2.0.0-rc.1 # {"$imagepolicy": "flux-system:backend-uat:tag"}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": true}]
```

## Fix
Deploy the last final release there, and let the marker name a policy that selects no pre-releases. If the
account is a UAT account, say so where it is kept: in the registry and in admin. There is no automatic fix.

## Source
The release process: pre-releases go to accounts marked `is_uat` only; SemVer 2.0.0, point 9.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.deployment import Placement
from ddlint.rules.accounts.screens import holds_candidate
from ddlint.rules.accounts.wording import accounts_in, ways


def check(placement: Placement, context: Context) -> Iterable[Outcome]:
    """Find pre-releases on accounts that are not UAT."""
    first, wrong = placement.first, placement.production
    release = first.release
    if release is None or not release.is_candidate or not wrong:
        return
    shared = " through a shared file" if wrong[0].inherited else ""
    who = f"which is {wrong[0].account.standing}" if len(wrong) == 1 else "none of which is known to be UAT"
    yield Finding(
        f"pre-release {first.tag} of {first.service} is deployed to {accounts_in(wrong)}{shared}, {who}",
        first.span,
        label="a pre-release",
        related=tuple(ways(wrong)),
        help=f"deploy a final release; {release.final} where it is out, else the one before",
        identity=(first.span.route, first.tag),
    )


RULE = Rule(
    code="DDA010",
    name="prerelease-in-production",
    area="accounts",
    since="0.4.0",
    subject=Placement,
    severity=Severity.ERROR,
    check=check,
    screen=holds_candidate,
)
