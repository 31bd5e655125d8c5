"""Registry and admin disagree on whether an account is UAT.

## What
One side says `is_uat: true` and another one `false`: the registry, admin's file, or `[accounts] uat` in the
configuration.

## Why
One of them is wrong. Either a production account is about to get release candidates from whatever reads the
wrong side, or a UAT account waits for candidates that never come. ddlint treats the account as production.

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
```yaml path=accounts/acme/account.yaml with
is_uat: false
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
```yaml path=accounts/acme/account.yaml with
is_uat: false
```

## Fix
Ask who owns the account, and correct the wrong side. There is no automatic fix.

## Source
The release process: `is_uat` is marked in both, so that the two can disagree.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.account import Account


def check(account: Account, context: Context) -> Iterable[Outcome]:
    """Find sides that contradict each other."""
    plain = [each for each in account.said if each.value is not None]
    shown = [each for each in plain if each.line]
    if len({each.value for each in plain}) < 2 or not shown:
        return
    said = " and ".join(f"{each.side} says {str(each.value).lower()}" for each in plain)
    yield Finding(
        f"is_uat of account {account.code}: {said}",
        shown[0].span,
        label=f"{shown[0].side} says so",
        related=tuple(Label(each.span, f"{each.side} says otherwise") for each in shown[1:]),
        help="ask who owns the account, and correct the wrong side",
        identity=(account.code,),
    )


RULE = Rule(
    code="DDA006",
    name="uat-flag-disagrees",
    area="accounts",
    since="0.4.0",
    subject=Account,
    severity=Severity.ERROR,
    check=check,
)
