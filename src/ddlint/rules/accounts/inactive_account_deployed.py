"""Account that is not active and still has files.

## What
An account that the registry marks as not active (`"active": false`; the key is `[accounts] active`) and
that still has files.

## Why
The account was closed and its deployments were not: they run, cost, and hold data of somebody who left.
Nobody watches what is deployed there.

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
[{"code": "acme", "is_uat": false, "active": false}]
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
```json path=accounts.json with
[{"code": "acme", "is_uat": false, "active": true}]
```

## Fix
Delete its files, or mark it as active. There is no automatic fix.

## Source
The release process: onboarding says which accounts are in use.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.account import Account
from ddlint.model.place import FileSpan


def check(account: Account, context: Context) -> Iterable[Outcome]:
    """Find accounts that are closed and deployed."""
    if not account.files or account.active is None or account.active.value:
        return
    yield Finding(
        f"account {account.code} is not active, and still has files: what they deploy goes on running",
        account.active.span,
        label="not active",
        related=(Label(FileSpan(account.first_file, 0, 0), "its first file"),),
        help="delete its files, or mark it as active in the registry",
        identity=(account.code,),
    )


RULE = Rule(
    code="DDA003",
    name="inactive-account-deployed",
    area="accounts",
    since="0.4.0",
    subject=Account,
    severity=Severity.WARNING,
    check=check,
)
