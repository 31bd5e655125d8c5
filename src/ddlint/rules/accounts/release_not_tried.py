"""Release in production that no UAT account ever ran.

## What
A final release of a service on an account in production, while all UAT accounts run lower ones and none of
them ever had it, or a candidate of it, in its files: the history of this repository was asked. It is looked
for only with `[accounts] uat_first = true`, and only for services that some UAT account runs.

## Why
A release candidate goes to UAT accounts so that somebody tries it before customers have it. This release was
tried by nobody, or its candidate went another way than by this repository.

## Bad
```yaml path=accounts/acme/backend.yaml
image:
  repository: eu.gcr.io/acme/backend
  tag: v1.43.0 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```
```yaml path=accounts/uat/backend.yaml with
image:
  repository: eu.gcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend-uat:tag"}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": false}, {"code": "uat", "is_uat": true}]
```
```toml path=ddlint.toml with
[accounts]
files = ["accounts/{account}/**"]
registry = "accounts.json"
uat_first = true
```

## Good
A candidate that was there once is enough, even if it was rolled back since.
```yaml path=accounts/acme/backend.yaml
image:
  repository: eu.gcr.io/acme/backend
  tag: v1.43.0 # {"$imagepolicy": "flux-system:backend-prod:tag"}
```
```yaml path=accounts/uat/backend.yaml with was
image:
  repository: eu.gcr.io/acme/backend
  tag: v1.43.0-rc.1 # {"$imagepolicy": "flux-system:backend-uat:tag"}
```
```yaml path=accounts/uat/backend.yaml with
image:
  repository: eu.gcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend-uat:tag"}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": false}, {"code": "uat", "is_uat": true}]
```
```toml path=ddlint.toml with
[accounts]
files = ["accounts/{account}/**"]
registry = "accounts.json"
uat_first = true
```

## Fix
Deploy the release to a UAT account too, and the next one there first, as a candidate. In a shallow clone the
rule is *not available*: fetch the whole history (`git fetch --unshallow`, `fetch-depth: 0`). What it does not
see: versions that stood in another file, before it was moved, and accounts that were UAT once.

## Source
The release process: UAT accounts take pre-releases; what they were tried as is released to production.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.untried import UntriedRelease
from ddlint.rules.accounts.versions import highest_of


def check(ahead: UntriedRelease, context: Context) -> Iterable[Outcome]:
    """Find releases without a candidate."""
    if ahead.tried:
        return
    if ahead.unknown:
        yield NotAvailable(
            f"whether a UAT account ever ran it is not known: {ahead.unknown}",
            "fetch the whole history: git fetch --unshallow, or fetch-depth: 0",
        )
        return
    row, best = ahead.deployment, highest_of(ahead.uat)
    runs = f", the highest there is {best.tag}" if best is not None else ""
    yield Finding(
        f"account {row.account.code} in production runs {row.service} {row.tag}, which no UAT account ever "
        f"ran, nor a candidate of it{runs}",
        row.span,
        label="released without a candidate",
        related=(Label(best.span, f"account {best.account.code}, UAT"),) if best is not None else (),
        help=f"deploy {row.tag} to a UAT account too; the next release goes there first, as a candidate",
        identity=(row.service, row.tag),
    )


RULE = Rule(
    code="DDA017",
    name="release-not-tried",
    area="accounts",
    since="0.4.0",
    subject=UntriedRelease,
    severity=Severity.WARNING,
    check=check,
)
