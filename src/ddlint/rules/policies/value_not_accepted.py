"""Image object with a value that its schema does not take.

## What
An `order` other than `asc` and `desc`, a `digestReflectionPolicy` other than `Never`, `IfNotPresent` and
`Always`, an `interval` that is no duration, an `interval` of an ImagePolicy without
`digestReflectionPolicy: Always`, or `Always` without an `interval`.

## Why
The API server refuses the object, and with it everything that is applied together.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: backend
  policy:
    numerical:
      order: ASC
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: backend
  digestReflectionPolicy: Always
  policy:
    semver:
      range: 1.x
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: backend
  digestReflectionPolicy: Always
  interval: 10m
  policy:
    numerical:
      order: asc
```

## Fix
Write a value that the schema takes. There is no automatic fix.

## Source
The CRDs of Flux's image API: enums, patterns, and the rules on `interval` and `digestReflectionPolicy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.api_object import ApiObject, below, is_placeholder
from ddlint.model.flux.fields import Fields, word
from ddlint.model.place import FileSpan

_DURATION = re.compile(r"([0-9]+(\.[0-9]+)?(ms|s|m|h))+")
_ORDERS = ("asc", "desc")
_REFLECTIONS = ("Never", "IfNotPresent", "Always")


def check(found: ApiObject, context: Context) -> Iterable[Outcome]:
    """Find values that the API server refuses."""
    for span, problem, help_ in _problems(found):
        yield Finding(
            f"{found.title} cannot be applied: {problem}",
            span,
            label="not accepted",
            help=help_,
            identity=(found.kind, found.namespace, found.name, problem),
        )


def _problems(found: ApiObject) -> Iterator[tuple[FileSpan, str, str]]:
    if found.kind == "ImagePolicy":
        for kind in ("alphabetical", "numerical"):
            yield from _enum(below(found.spec, "policy", kind), "order", _ORDERS)
        yield from _enum(found.spec, "digestReflectionPolicy", _REFLECTIONS)
        yield from _pair(found)
    span, interval = found.spec.span("interval"), word(found.spec, "interval")
    if span and not is_placeholder(interval) and not _DURATION.fullmatch(interval):
        yield span, f"interval {interval!r} is no duration", "write a number and its unit, such as `5m`"


def _enum(fields: Fields, name: str, allowed: tuple[str, ...]) -> Iterator[tuple[FileSpan, str, str]]:
    span, value = fields.span(name), word(fields, name)
    if span and value not in allowed and not is_placeholder(value):
        fitting = next((each for each in allowed if each.lower() == value.lower()), "")
        known = ", ".join(f"`{each}`" for each in allowed)
        yield (
            span,
            f"{name} is {value!r}",
            f"write `{name}: {fitting}`" if fitting else f"write one of {known}",
        )


def _pair(found: ApiObject) -> Iterator[tuple[FileSpan, str, str]]:
    """`interval` goes with `Always`, and with nothing else; a patch may hold either alone."""
    policy, spec = word(found.spec, "digestReflectionPolicy"), found.spec
    interval = spec.span("interval")
    if not found.whole or is_placeholder(policy):
        return
    if policy == "Always" and interval is None:
        span = spec.span("digestReflectionPolicy") or found.span
        yield span, "digestReflectionPolicy Always needs an interval", "write `interval: 10m` beside it"
    elif policy != "Always" and interval is not None:
        problem = "interval goes only with digestReflectionPolicy Always"
        yield interval, problem, "leave `interval` out, or write `digestReflectionPolicy: Always`"


RULE = Rule(
    code="DDP025",
    name="value-not-accepted",
    area="policies",
    since="0.2.0",
    subject=ApiObject,
    severity=Severity.ERROR,
    check=check,
)
