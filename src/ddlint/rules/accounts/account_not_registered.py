"""Account with files that the registry does not list.

## What
An account that has files, and no entry in the registry (`[accounts] registry`). An account whose code is
only spelled otherwise there is DDA004's.

## Why
Nobody says that such an account is UAT, so that it is treated as production. Either the registry is out of
date, or the account is gone and its files deploy for nobody; or the folder is no account at all.

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
[{"code": "beta", "is_uat": false}]
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
[{"code": "acme", "is_uat": false}]
```

## Fix
Export the registry again, or delete the files. What is no account goes into `[accounts] ignore`.

## Source
The release process: onboarding keeps the registry of all accounts; an account without entry is not known to
be UAT.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.account import Account
from ddlint.model.place import FileSpan


def check(account: Account, context: Context) -> Iterable[Outcome]:
    """Find accounts that the registry does not list."""
    if not account.registry or account.listed is not None or not account.files or account.spellings:
        return
    yield Finding(
        f"account {account.code} has {_files(account.files)} and is not in {account.registry}: "
        "it is treated as production",
        FileSpan(account.first_file, 0, 0),
        label="its first file",
        help="register it, or delete its files; what is no account goes into [accounts] ignore",
        identity=(account.code,),
    )


def _files(count: int) -> str:
    return f"{count:,} files" if count > 1 else "a file"


RULE = Rule(
    code="DDA001",
    name="account-not-registered",
    area="accounts",
    since="0.4.0",
    subject=Account,
    severity=Severity.WARNING,
    check=check,
)
