r"""Alphabetical policy over numbers of no fixed width.

## What
An ImagePolicy with `alphabetical` whose filter writes a number of no fixed width into the key: a build
number (`build-[0-9]+`), a version (`v[0-9]+\.[0-9]+\.[0-9]+`). The finding names two tags that Flux would
sort the wrong way round. A group that is called `ts` or the like is worth an information only: timestamps
have one width for long. A pattern that does not say what stands there (`.*`) is left alone, and so are
numbers of fixed width.

## Why
Alphabetical compares text: `build-9` comes after `build-10`, `v1.9.0` after `v1.10.0`. All is well until
the number of digits grows; then the old image stays, and each new one is passed over.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: apps
spec:
  imageRepositoryRef:
    name: backend
  filterTags:
    pattern: '^build-[0-9]+$'
  policy:
    alphabetical:
      order: asc
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: apps
spec:
  imageRepositoryRef:
    name: backend
  filterTags:
    pattern: '^v[0-9]+\.[0-9]+\.[0-9]+$'
  policy:
    alphabetical:
      order: asc
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: apps
spec:
  imageRepositoryRef:
    name: backend
  filterTags:
    pattern: '^build-(?P<number>[0-9]{1,15})$'
    extract: $number
  policy:
    numerical:
      order: asc
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: apps
spec:
  imageRepositoryRef:
    name: backend
  filterTags:
    pattern: '^(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})$'
    extract: $day
  policy:
    alphabetical:
      order: asc
```

## Fix
Sort versions with `semver`, and numbers with `numerical` and an `extract` that takes the number alone; or
write the number of digits (`[0-9]{10}`) where it never changes.

## Source
fluxcd/image-reflector-controller, internal/policy/alphabetical.go: Go's order of strings, which is that of
bytes.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.objects import ImagePolicy
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.selection.text_order import Misordered, misordered
from ddlint.rules.policies.told import told

_A_VERSION = 2  # numbers in a row that are no timestamp, whose width may be fixed although the pattern is not


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find alphabetical policies that sort numbers as text."""
    found = misordered(policy.policy.spec)
    findings = [_finding(policy.policy, found)] if found is not None else []
    yield from told(RULE, policy, findings, *policy.policy.decisive)


def _finding(policy: ImagePolicy, found: Misordered) -> Finding:
    version = found.numbers >= _A_VERSION
    likely = Severity.INFO if found.timestamp else Severity.WARNING
    return Finding(
        f"ImagePolicy {policy.title} sorts numbers as text: {found.older} comes after {found.newer}",
        policy.pattern.span if policy.pattern else policy.object.span,
        label="a number of no fixed width",
        help="write `semver` instead of `alphabetical`"
        if version
        else "write `numerical` instead of `alphabetical`, and extract the number alone",
        identity=(policy.object.called,),
        severity=Severity.ERROR if version else likely,
    )


RULE = Rule(
    code="DDP008",
    name="numbers-sorted-as-text",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.ERROR,
    check=check,
)
