"""Account turned into a UAT account, or back.

## What
A change (`ddlint ci`) of the registry, or of admin's file, after which an account is UAT that was not, or
is production that was UAT. An account that the change adds is none of this. One that gets a pre-release by
the same change is told by [uat-flag-changed-with-prerelease](uat-flag-changed-with-prerelease.md) alone,
one that is production now and runs a pre-release by
[prerelease-in-production](prerelease-in-production.md).

## Why
This one word decides what is deployed to the account from then on: release candidates, or finals alone.
Whoever approves the change has to see that it is what they approve.

## Bad
```json path=accounts.json was
[{"code": "acme", "is_uat": false}]
```
```json path=accounts.json with
[{"code": "acme", "is_uat": true}]
```
```yaml path=accounts/acme/backend.yaml with
image:
  repository: eu.gcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```

```json path=accounts.json was
[{"code": "acme", "is_uat": true}]
```
```json path=accounts.json with
[{"code": "acme", "is_uat": false}]
```
```yaml path=accounts/acme/backend.yaml with
image:
  repository: eu.gcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```

## Good
```json path=accounts.json was
[{"code": "acme", "is_uat": false}]
```
```json path=accounts.json with
[{"code": "acme", "is_uat": false}, {"code": "pilot", "is_uat": true}]
```
```yaml path=accounts/acme/backend.yaml with
image:
  repository: eu.gcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```

## Fix
Let those approve it who own the account. No fix is automatic.

## Source
The release process: pre-releases go to accounts marked `is_uat` only; who marks them decides who gets them.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.account_turn import AccountTurn


def check(turn: AccountTurn, context: Context) -> Iterable[Outcome]:
    """Tell of each of them."""
    if turn.account.is_uat:
        what, then = "a UAT account", "release candidates may be deployed to it"
    else:
        what, then = "a production account", "release candidates are kept from it"
    yield Finding(
        f"this change makes {turn.account.code} {what}: from then on {then}",
        turn.place,
        label=f"was {turn.before}",
        help="let those approve it who own the account",
        identity=(turn.account.code, what),
    )


RULE = Rule(
    code="DDX008",
    name="uat-flag-turned",
    area="changes",
    since="0.5.0",
    subject=AccountTurn,
    severity=Severity.WARNING,
    check=check,
)
