r"""Marker of an account that is not UAT names a policy that can select a pre-release.

## What
A live marker in what an account runs that is not UAT, its own file or a shared one, whose ImagePolicy can
select a pre-release, even if none is out. The finding shows a tag that Flux would take; it was put to the
policy itself, as the configured version of Flux reads it (`[flux] version`), with its filter and the
repository's `exclusionList`.

## Why
The next candidate that is pushed is deployed to production, within minutes and by nobody. Common ways into
it: `>=1.0.0-0` and `-0` anywhere in the range; from Flux 2.7 on `>=1.0.0-0 <2.0.0`, which takes
`2.0.0-rc.1`; an alphabetical or numerical policy whose filter lets `-rc` through.

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
[{"code": "acme", "is_uat": false}]
```
```yaml path=flux/backend-prod.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend-prod, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.0.0-0'}}
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
```yaml path=flux/backend-prod.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend-prod, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.0.0'}}
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
[{"code": "acme", "is_uat": true}]
```
```yaml path=flux/backend-prod.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend-prod, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.0.0-0'}}
```

## Fix
Let the marker name a policy whose range has no pre-release part (`>=1.0.0`), or whose filter ends where a
release ends (`^v[0-9]+\.[0-9]+\.[0-9]+$`). There is no automatic fix.

## Source
The release process: pre-releases go to accounts marked `is_uat` only. Masterminds/semver,
fluxcd/image-reflector-controller `internal/policy`: what a range and a filter let in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ddlint.engine.finding import Finding, Label, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.deployment import Placement, Writer
from ddlint.model.accounts.reach import Reach
from ddlint.model.selection.spec import Kind
from ddlint.rules.accounts.screens import may_admit_candidates
from ddlint.rules.accounts.wording import accounts_in, ways


def check(placement: Placement, context: Context) -> Iterable[Outcome]:
    """Find policies that can select a pre-release for production."""
    wrong, writer = placement.production, placement.first.writer
    if not wrong or writer is None or not writer.live:
        return
    admitting = [each for each in writer.policies if each.examples.prerelease]
    if not admitting:
        yield from _in_doubt(writer.policies)
        return
    policy = admitting[0]
    certain = len(admitting) == len(writer.policies)
    yield Finding(
        f"policy {policy.name} can select pre-releases, such as {policy.examples.prerelease}, "
        f"for {accounts_in(wrong)}, not UAT: it has {policy.words}",
        writer.span,
        label="Flux writes what it selects",
        related=(Label(policy.span, f"takes {policy.examples.prerelease}"), *ways(wrong)),
        help=_help(policy),
        identity=_identity(placement, writer),
        severity=None if certain else Severity.WARNING,
    )


def _identity(placement: Placement, writer: Writer) -> tuple[str, ...]:
    return placement.first.span.route, writer.marker.setter


def _in_doubt(policies: Sequence[Reach]) -> Iterable[Outcome]:
    for each in policies:
        found = each.examples
        if each.unknown or not (found.never or found.invalid):
            why = each.unknown or "its filter and its range are too involved"
            reason = f"whether policy {each.name} can select a pre-release is not known: {why}"
            yield NotAvailable(reason, "simplify its filter, or name the applied policy", asked=False)


def _help(policy: Reach) -> str:
    spec = policy.spec
    if spec.kind is Kind.SEMVER and not spec.has_filter:
        return "name a policy without a pre-release part in its range, such as '>=1.0.0'"
    return "name a policy whose filter ends where a release ends, such as ^v[0-9]+\\.[0-9]+\\.[0-9]+$"


RULE = Rule(
    code="DDA011",
    name="policy-admits-prerelease",
    area="accounts",
    since="0.4.0",
    subject=Placement,
    severity=Severity.ERROR,
    check=check,
    screen=may_admit_candidates,
)
