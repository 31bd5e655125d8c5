"""Account that one change turns into a UAT account and gives a pre-release.

## What
A change (`ddlint ci`) after which the registry or admin says that an account is UAT, which said otherwise
before, and which deploys a pre-release to that account: in its own file, or by letting it include a shared
one. An account that the change adds is none of this.

## Why
Whether an account is UAT decides what may be deployed to it. One change that makes both decisions passes
every check, with a single review: a candidate reaches an account that was in production an hour ago, with the
data and the people of production.

## Bad
```json path=accounts.json was
[{"code": "acme", "is_uat": false}]
```
```json path=accounts.json with
[{"code": "acme", "is_uat": true}]
```
```yaml path=accounts/acme/backend.yaml with was
image:
  repository: eu.gcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```
```yaml path=accounts/acme/backend.yaml with
image:
  repository: eu.gcr.io/acme/backend
  tag: v2.0.0-rc.1 # {"$imagepolicy": "flux-system:backend-uat:tag"}
```

## Good
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

## Fix
Make two changes of it: first the one that says that the account is UAT, seen by those who own it; then the
one that deploys.

## Source
The release process: pre-releases go to accounts marked `is_uat` only; who marks them decides who gets them.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.turned import TurnedAccount


def check(turned: TurnedAccount, context: Context) -> Iterable[Outcome]:
    """Find accounts that are turned and supplied in one go."""
    first = turned.deployments[0]
    yield Finding(
        f"this change marks account {turned.account.code} as UAT (it was {turned.before}) and gives it "
        f"{first.tag} of {first.service}",
        turned.place,
        label="marked as UAT by this change",
        related=tuple(Label(each.span, "a pre-release, by this change too") for each in turned.deployments),
        help="make two changes of it: first mark the account, then deploy to it",
        identity=(turned.account.code, first.service, first.tag),
    )


RULE = Rule(
    code="DDA016",
    name="uat-flag-changed-with-prerelease",
    area="accounts",
    since="0.4.0",
    subject=TurnedAccount,
    severity=Severity.ERROR,
    check=check,
)
