"""Version range that YAML reads as a number.

## What
The `semver.range` of an ImagePolicy is an unquoted number such as `1.0` or `5`, or a boolean such as `y`.

## Why
The field is a string, so the API server refuses the policy, and with it all that is applied together with
it: a Flux Kustomization fails as a whole. Through kustomize and Helm the number may become another one on the
way (`1.10` is `1.1`).

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
      range: 1.0
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
      range: 5
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
      range: "1.0.x"
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
      range: 1.0.x
```

## Fix
Put the range in quotes; `--fix` does, where that makes a range. Mind that `"1.0"` takes every 1.0.x.

## Source
CustomResourceDefinition of ImagePolicy: `range` is a required string. Go's YAML readers decide what a number
is: `1e3`, `0o17` and `1_0` are, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Edit, Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.range_field import RangeField, range_field
from ddlint.model.scalar_types import Type, type_of
from ddlint.model.semver import Range, Semantics
from ddlint.rules.policies.told import told

_WORDS = {Type.INT: "a number", Type.FLOAT: "a number", Type.BOOL: "a boolean"}


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find ranges that are no strings."""
    field = range_field(policy.policy)
    if field is not None:
        yield from told(RULE, policy, _judged(field, context), field.node)


def _judged(field: RangeField, context: Context) -> Iterator[Outcome]:
    if field.type in _WORDS:
        whose = f" of ImagePolicy {field.policy}" if field.policy else ""
        word = f"{_WORDS[field.type]} ({type_of(field.value).value})"
        yield Finding(
            f"range {field.value}{whose} is {word}, not a string: the API server refuses the policy",
            field.span(),
            label=word,
            help=f'write it in quotes: "{field.value}"',
            fix=_fix(field, Semantics.of(context.settings.flux.version)),
        )


def _fix(field: RangeField, semantics: Semantics) -> Fix | None:
    if field.raw != field.value or not isinstance(Range.parse(field.value, semantics), Range):
        return None
    span = field.span()
    edit = Edit(span.path, span.start, span.end, f'"{field.value}"')
    return Fix("quote the range", (edit,), safe=True)


RULE = Rule(
    code="DDP012",
    name="range-not-a-string",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.ERROR,
    check=check,
    fixable=Fixable.SAFE,
)
