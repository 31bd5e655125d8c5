"""`is_uat` that is missing, or neither true nor false.

## What
`is_uat` of an account that is missing, null, a text (`"yes"`), a number or anything but true or false: in
the registry's entry or in admin's file. In YAML, `yes` and `on` are texts to some readers and true to
others, so they are neither. Where admin's file itself is missing, that is told too.

## Why
It is never guessed: the account is treated as production, and gets no release candidates. A reader that
takes every text for true, `"no"` too, would treat it as UAT.

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
[{"code": "acme", "is_uat": "yes"}]
```

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
[{"code": "acme"}]
```

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
```yaml path=accounts/acme/account.yaml with
code: acme
is_uat: yes
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
[{"code": "acme", "is_uat": true}]
```
```yaml path=accounts/acme/account.yaml with
code: acme
is_uat: true
```

## Fix
Write `true` or `false`, without quotes. There is no automatic fix: which one is meant is not known.

## Source
The release process: `is_uat` is marked in the registry and in admin; an account that is not known to be UAT
is production.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.account import Account, Said


def check(account: Account, context: Context) -> Iterable[Outcome]:
    """Find what is neither true nor false."""
    for said in account.said:
        if said.value is None and said.span.path and not _is_of_others(account, said):
            yield Finding(
                f"{said.side} has {said.fault} for account {account.code}, and neither true nor false: "
                "it is treated as production",
                said.span,
                label="not true or false",
                help="write true or false, without quotes",
                identity=(said.side, account.code),
            )


def _is_of_others(account: Account, said: Said) -> bool:
    """No entry is DDA001's, and an account without files has no file of admin."""
    return said.absent and (said.side == "registry" or not account.files)


RULE = Rule(
    code="DDA005",
    name="uat-flag-not-boolean",
    area="accounts",
    since="0.4.0",
    subject=Account,
    severity=Severity.ERROR,
    check=check,
)
