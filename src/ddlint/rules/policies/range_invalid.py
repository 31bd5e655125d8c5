"""Version range that Flux cannot read.

## What
The `semver.range` of an ImagePolicy is no range for Masterminds/semver, the library that Flux reads it with:
it is empty, has a word, an operator of another language (`==`, `&&`, `[1.0,2.0)`), a fourth number, a single
`|`, or a number that begins with a zero where none may. What Flux reads depends on its version
(`[flux] version`): Flux 2.5 alone refuses `2025.07.x`.

## Why
The policy is stalled (`InvalidPolicy`). It keeps the tag that it chose last, the automation stays ready, and
no new version is deployed. The API server checks nothing here.

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
      range: ">=1.0.0 and <2.0.0"
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
      range: latest
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
      range: ">=1.0.0 <2.0.0"
```

## Fix
Write a range as [ranges.md](../ranges.md) describes it. There is no automatic fix.

## Source
Masterminds/semver `NewConstraint`; fluxcd/image-reflector-controller `internal/policy/semver.go`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.range_field import RangeField, range_field
from ddlint.model.scalar_types import Type
from ddlint.model.semver import Range, RangeFault, Semantics
from ddlint.model.semver.range_fault import Refusal
from ddlint.rules.policies.ranges import shown
from ddlint.rules.policies.told import told


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find ranges that are none."""
    field = range_field(policy.policy)
    if field is not None:
        yield from told(RULE, policy, _judged(field, context), field.node)


def _judged(field: RangeField, context: Context) -> Iterator[Outcome]:
    if not field.is_placeholder and field.type in (Type.STRING, Type.NULL):
        semantics = Semantics.of(context.settings.flux.version)
        fault = Range.parse("" if field.type is Type.NULL else field.value, semantics)
        if isinstance(fault, RangeFault):
            yield _finding(field, fault)


def _finding(field: RangeField, fault: RangeFault) -> Finding:
    whose = f"of ImagePolicy {field.policy}" if field.policy else "of the ImagePolicy"
    if fault.refusal is Refusal.TOO_LONG:
        return Finding(
            f"the range {whose} {fault.reason}",
            field.span(),
            label="not looked at",
            help=fault.help,
        )
    if not fault.text.strip():
        meant = "write it in quotes: a `!` begins a tag in YAML" if field.tag else fault.help
        return Finding(f"the range {whose} is empty", field.span(), label="no range", help=meant)
    return Finding(
        f"range {shown(fault.text)} {whose} is invalid: {fault.reason}",
        field.span(fault.start, fault.end),
        label="no range",
        help=fault.help or "write a range such as `>=1.0.0 <2.0.0`",
    )


RULE = Rule(
    code="DDP010",
    name="range-invalid",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.ERROR,
    check=check,
)
