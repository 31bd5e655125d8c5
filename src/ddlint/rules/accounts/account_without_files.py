"""Registered account that has no files.

## What
An account that the registry lists, not marked as inactive, for which no file matches `[accounts] files`. An
account whose code is only spelled otherwise in the files is DDA004's.

## Why
Nothing is deployed for an account that is said to be in use; or its files stand where the patterns do not
look, and no rule has looked at them.

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
[{"code": "acme", "is_uat": false}, {"code": "beta", "is_uat": false}]
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
[{"code": "acme", "is_uat": false}, {"code": "beta", "is_uat": false, "active": false}]
```

## Fix
Add its files, mark it as not active in the registry, or correct the patterns. There is no automatic fix.

## Source
The release process: an account is a tenant with one set of deployments.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.account import Account


def check(account: Account, context: Context) -> Iterable[Outcome]:
    """Find accounts in use that have no files."""
    if account.listed is None or account.files or account.spellings:
        return
    if account.active is not None and not account.active.value:
        return
    yield Finding(
        f"account {account.code} is registered and has no files here: nothing is deployed for it",
        account.listed,
        label="no file of it",
        help="add its files, or mark it as not active in the registry",
        identity=(account.code,),
    )


RULE = Rule(
    code="DDA002",
    name="account-without-files",
    area="accounts",
    since="0.4.0",
    subject=Account,
    severity=Severity.WARNING,
    check=check,
)
