"""Version range that means something else than it seems to.

## What
Ranges that Flux accepts, and that do what few expect. Warnings:

- `1.0.0-2.0.0`: without blanks this is one pre-release, no range; `1.0.0 - 2.0.0` is one.
- `>1.2` begins at 1.3.0; `=1.2` takes every 1.2.x.
- `>=1.0.0-0 <2.0.0` lets 2.0.0-rc.1 in, which is below 2.0.0. Before Flux 2.7 it lets no pre-release in.
- `!=1.2.3` alone lets pre-releases in, before Flux 2.7.
- `1.*.3` is `1.x`; `~0.0.0` is everything; `^*` is 0.0.0; in `1.2.x-x` the last `x` is no wildcard.
- `>=1.0.0 || <2.0.0` is everything; an alternative that nothing can satisfy.

Hints (info): `1.0` is every 1.0.x, `<=1.2` has every 1.2.x in it, `^0.2.3` stays below 0.3.0, `1.2.3` never
moves, build metadata is ignored. An error is a range that no version can satisfy, such as `1.2.3 1.2.4`.
Ranges such as `*`, `^1.x`, `>=1.0.0`, `>=1.0.0-0` and `1.2.x` are left alone.

## Why
The policy works, and selects the wrong tag or none: a release candidate in production, a version that never
comes. What a range means to Flux depends on the Flux version (`[flux] version`).

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: ">=1.0.0-0 <2.0.0"
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: 1.0.0-2.0.0
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: "1.2.3 1.2.4"
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: ">1.2"
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: ">=1.0.0-0 <2.0.0-0"
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: 1.0.0 - 2.0.0
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: "^1.2.3 || ^2.0.0"
```

## Fix
Write what is meant; the finding says how. There is no automatic fix, because two ranges can be meant.

## Source
Masterminds/semver `constraints.go`: 3.3 up to Flux 2.6, 3.4 since. [ranges.md](../ranges.md) has a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.range_field import RangeField, range_field
from ddlint.model.scalar_types import Type
from ddlint.model.semver import Range, Semantics, traps_of
from ddlint.model.semver.trap import Trap, TrapKind
from ddlint.rules.policies.ranges import shown
from ddlint.rules.policies.told import told

_SEVERITY = {
    TrapKind.NOTHING: Severity.ERROR,
    TrapKind.PARTIAL: Severity.INFO,
    TrapKind.UP_TO_PARTIAL: Severity.INFO,
    TrapKind.CARET_ZERO: Severity.INFO,
    TrapKind.EXACT: Severity.INFO,
    TrapKind.BUILD_IGNORED: Severity.INFO,
}


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find ranges that surprise."""
    field = range_field(policy.policy)
    if field is not None:
        yield from told(RULE, policy, _judged(field, context), field.node)


def _judged(field: RangeField, context: Context) -> Iterator[Outcome]:
    chosen = Range.parse(field.value, Semantics.of(context.settings.flux.version))
    if isinstance(chosen, Range) and field.type is not Type.NULL:
        for trap in traps_of(chosen):
            yield _finding(field, trap)


def _finding(field: RangeField, trap: Trap) -> Finding:
    return Finding(
        f"range {shown(field.value)}: {trap.sentence}",
        field.span(trap.start, trap.end),
        label=trap.kind.value.replace("-", " "),
        help=trap.help,
        severity=_SEVERITY.get(trap.kind),
        identity=(field.policy, trap.kind.value, field.value[trap.start : trap.end]),
    )


RULE = Rule(
    code="DDP011",
    name="range-trap",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.WARNING,
    check=check,
)
