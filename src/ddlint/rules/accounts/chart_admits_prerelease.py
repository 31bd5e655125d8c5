"""Version of a chart that lets pre-releases reach an account that is not UAT.

## What
`spec.chart.spec.version` of a HelmRelease on an account that is not a UAT account, which is a pre-release, or
a range that admits one: `>=1.0.0-0`, `>=1.0.0-alpha`; with Flux 2.7 also `<5.0.0-0` behind another limit. The
finding names a pre-release that was put to the range. Overlays of kustomize count: what is judged is the
version that reaches the account. A chart of no service of ours is a warning.

## Why
Flux looks for new charts all the time and takes the highest version that the range admits. The next release
candidate of the chart is deployed to this account, without a change to this repository.

## Bad
```yaml path=accounts/acme/backend.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: backend}
spec:
  chart:
    spec:
      chart: backend
      version: ">=1.0.0-alpha"
      sourceRef: {kind: HelmRepository, name: charts}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": false}]
```

## Good
```yaml path=accounts/acme/backend.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: backend}
spec:
  chart:
    spec:
      chart: backend
      version: ">=1.0.0"
      sourceRef: {kind: HelmRepository, name: charts}
```
```json path=accounts.json with
[{"code": "acme", "is_uat": false}]
```

## Fix
Write the range without a pre-release part: `>=1.0.0`. For UAT accounts let an overlay put the other one over
it.

## Source
The release process: pre-releases go to UAT accounts only. fluxcd.io/flux/components/helm/helmreleases; SemVer
2.0.0, point 9; Masterminds/semver, "Working With Prerelease Versions".
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.chart_version import ChartVersion
from ddlint.model.accounts.release import release_of
from ddlint.rules.accounts.wording import accounts_in, ways


def check(version: ChartVersion, context: Context) -> Iterable[Outcome]:
    """Find versions of charts that let pre-releases through to production."""
    wrong, first = version.production, version.first
    if not wrong:
        return
    which = f"chart version {first.tag!r} of {first.object}"
    fixed = release_of(first.tag) is not None
    what = "is a pre-release" if fixed else f"admits pre-releases, such as {version.example}"
    mend = (
        "deploy a final release" if fixed else "write a range without a pre-release part, such as '>=1.0.0'"
    )
    yield Finding(
        f"{which} {what}: it reaches {accounts_in(wrong)}, not UAT",
        first.span,
        label="a pre-release" if fixed else f"takes {version.example}",
        related=tuple(ways(wrong)),
        help=mend,
        identity=(first.object, first.tag),
        severity=None if any(each.is_own for each in wrong) else Severity.WARNING,
    )


RULE = Rule(
    code="DDA018",
    name="chart-admits-prerelease",
    area="accounts",
    since="0.4.0",
    subject=ChartVersion,
    severity=Severity.ERROR,
    check=check,
)
