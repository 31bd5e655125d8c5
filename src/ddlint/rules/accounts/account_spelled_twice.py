"""One account under two spellings.

## What
Codes that differ in case, or in `_` and `-`, only: one in the files and one in the registry, or two in
either.

## Why
To ddlint, and to whatever reads the registry, these are two accounts: what one side says about `is_uat`
does not reach the other, which is treated as production.

## Bad
```yaml path=accounts/acme-uat/backend.yaml
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
[{"code": "acme_uat", "is_uat": true}]
```

## Good
```yaml path=accounts/acme-uat/backend.yaml
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
[{"code": "acme-uat", "is_uat": true}]
```

## Fix
Use one spelling everywhere. There is no automatic fix.

## Source
Kubernetes names namespaces in small letters, digits and `-` (RFC 1123 labels); file systems tell case
apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.account import Account


def check(account: Account, context: Context) -> Iterable[Outcome]:
    """Find codes that are spelled in two ways; the first in the order of codes speaks for all."""
    others = account.spellings
    if not others or any(each.code < account.code for each in others):
        return
    side = "registry" if account.listed is not None else "files"
    said = ", ".join(f"{each.code} ({each.side})" for each in others)
    yield Finding(
        f"account {account.code} ({side}) is spelled {said} too: "
        "what is said of one does not reach the other",
        account.span,
        label="one spelling",
        related=tuple(Label(each.span, f"another, in the {each.side}") for each in others),
        help="use one spelling everywhere",
        identity=(account.code, *(each.code for each in others)),
    )


RULE = Rule(
    code="DDA004",
    name="account-spelled-twice",
    area="accounts",
    since="0.4.0",
    subject=Account,
    severity=Severity.ERROR,
    check=check,
)
