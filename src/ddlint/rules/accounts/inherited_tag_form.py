"""Tag from a shared file that is of the wrong form for the account's environment.

## What
An image of our own on an account whose files belong to an environment that demands `tags = "semver"` or
`"sortable"`, with a tag that is neither, written in a shared file that belongs to no such environment. Tags
in the account's own files are DDT005's and DDT006's.

## Why
The environment is told by the file, and a shared base has none: a build of main reaches production through
it, and no rule on that file says so.

## Bad
```yaml path=accounts/acme/kustomization.yaml
resources: [../../apps]
```
```yaml path=apps/kustomization.yaml with
resources: [backend.yaml]
```
```yaml path=apps/backend.yaml with
kind: HelmRelease
apiVersion: helm.toolkit.fluxcd.io/v2
metadata: {name: backend}
spec:
  values:
    image:
      repository: eu.gcr.io/acme/backend
      tag: main-1a2b3c4-1700000000 # {"$imagepolicy": "flux-system:backend-staging:tag"}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": false}]
```
```toml path=ddlint.toml with
[accounts]
files = ["accounts/{account}/**"]
registry = "accounts.json"
[environments.production]
files = ["accounts/**"]
tags = "semver"
```

## Good
```yaml path=accounts/acme/kustomization.yaml
resources: [../../apps]
```
```yaml path=apps/kustomization.yaml with
resources: [backend.yaml]
```
```yaml path=apps/backend.yaml with
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
```toml path=ddlint.toml with
[accounts]
files = ["accounts/{account}/**"]
registry = "accounts.json"
[environments.production]
files = ["accounts/**"]
tags = "semver"
```

## Fix
Give the account a tag of its own (a patch, or values), or let the shared file hold one of the right form.

## Source
The release process: staging follows main, production runs official releases only.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.config.environments import environment_of
from ddlint.config.settings import Settings
from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.deployment import Deployment, Placement
from ddlint.model.sortable_tag import SortableTag, read_tag
from ddlint.model.tag_template import templates_of
from ddlint.rules.accounts.screens import is_inherited
from ddlint.rules.accounts.wording import accounts_in, ways


def check(placement: Placement, context: Context) -> Iterable[Outcome]:
    """Find shared tags that an account's environment does not take."""
    settings, first = context.settings, placement.first
    if not settings.environments or not first.inherited or _demand(first.path, settings)[1] != "any":
        return
    concerned = [each for each in placement.deployments if _is_wrong(each, settings)]
    if not concerned:
        return
    name, tags = _demand(concerned[0].way[0].path, settings)
    wanted = "releases only" if tags == "semver" else "sortable tags only"
    yield Finding(
        f"image tag {first.tag!r} reaches {accounts_in(concerned)} through a shared file: "
        f"{name} takes {wanted}",
        first.span,
        label="of another form",
        related=tuple(ways(concerned)),
        help="give the account a tag of its own, or share one of the right form",
        identity=(first.span.route, first.tag),
    )


def _demand(path: str, settings: Settings) -> tuple[str, str]:
    found = environment_of(path, settings)
    return (found[0], found[1].tags) if found is not None else ("", "any")


def _is_wrong(row: Deployment, settings: Settings) -> bool:
    tags = _demand(row.way[0].path, settings)[1] if row.way else "any"
    if tags == "semver":
        return row.release is None
    if tags == "sortable":
        return not isinstance(read_tag(row.tag, templates_of(settings.tags.sortable)), SortableTag)
    return False


RULE = Rule(
    code="DDA015",
    name="inherited-tag-form",
    area="accounts",
    since="0.4.0",
    subject=Placement,
    severity=Severity.ERROR,
    check=check,
    screen=is_inherited,
)
