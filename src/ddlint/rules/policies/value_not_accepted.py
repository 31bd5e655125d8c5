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
from functools import partial

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.flux_object import FluxKind, FluxObject, is_placeholder
from ddlint.model.flux.objects import is_whole
from ddlint.model.flux.resolved import ApiObject
from ddlint.model.place import FileSpan
from ddlint.model.yaml_node import YamlNode
from ddlint.rules.policies.told import told

_Problem = tuple[FileSpan, str, str]
_DURATION = re.compile(r"([0-9]+(\.[0-9]+)?(ms|s|m|h))+")
_ORDERS = ("asc", "desc")
_REFLECTIONS = ("Never", "IfNotPresent", "Always")


def check(found: ApiObject, context: Context) -> Iterable[Outcome]:
    """Find values that the API server refuses."""
    fields = (found.object.at(name) for name in ("digestReflectionPolicy", "interval"))
    yield from told(RULE, found, map(partial(_finding, found), _problems(found.object)), *fields)


def _finding(found: ApiObject, wrong: _Problem) -> Finding:
    span, problem, help_ = wrong
    return Finding(
        f"{found.called} cannot be applied: {problem}",
        span,
        label="not accepted",
        help=help_,
        identity=(found.object.kind, found.object.called, problem),
    )


def _problems(item: FluxObject) -> Iterator[_Problem]:
    if item.kind is FluxKind.IMAGE_POLICY:
        for kind in ("alphabetical", "numerical"):
            yield from _enum(item.at("policy", kind, "order"), _ORDERS)
        yield from _enum(item.at("digestReflectionPolicy"), _REFLECTIONS)
        yield from _pair(item)
    interval = item.at("interval")
    if interval is not None and not is_placeholder(interval.word) and not _DURATION.fullmatch(interval.word):
        problem = f"interval {interval.word!r} is no duration"
        yield interval.span, problem, "write a number and its unit, such as `5m`"


def _enum(node: YamlNode | None, allowed: tuple[str, ...]) -> Iterator[_Problem]:
    value = node.word if node is not None else ""
    if node is not None and value not in allowed and not is_placeholder(value):
        name = node.route.rpartition(".")[2]
        fitting = next((each for each in allowed if each.lower() == value.lower()), "")
        known = ", ".join(f"`{each}`" for each in allowed)
        yield (
            node.span,
            f"{name} is {value!r}",
            f"write `{name}: {fitting}`" if fitting else f"write one of {known}",
        )


def _pair(item: FluxObject) -> Iterator[_Problem]:
    """`interval` goes with `Always`, and with nothing else; a patch may hold either alone."""
    policy, interval = item.at("digestReflectionPolicy"), item.at("interval")
    word = policy.word if policy is not None else ""
    if not is_whole(item) or is_placeholder(word):
        return
    if word == "Always" and interval is None:
        span = policy.span if policy is not None else item.span
        yield span, "digestReflectionPolicy Always needs an interval", "write `interval: 10m` beside it"
    elif word != "Always" and interval is not None:
        problem = "interval goes only with digestReflectionPolicy Always"
        yield interval.span, problem, "leave `interval` out, or write `digestReflectionPolicy: Always`"


RULE = Rule(
    code="DDP025",
    name="value-not-accepted",
    area="policies",
    since="0.2.0",
    subject=ApiObject,
    severity=Severity.ERROR,
    check=check,
)
