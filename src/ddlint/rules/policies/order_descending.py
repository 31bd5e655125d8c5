"""ImagePolicy that selects the least instead of the greatest.

## What
An ImagePolicy with `order: desc`.

## Why
Flux's `asc` means that the list is sorted upwards and its end is taken: the newest. `desc` selects the
lowest number or the first text, which is the oldest image; it is often written in the belief that it brings
the newest.

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
    pattern: '^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$'
    extract: $ts
  policy:
    numerical:
      order: desc
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
    pattern: '^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$'
    extract: $ts
  policy:
    numerical:
      order: asc
```

## Fix
Write `order: asc`. ddlint offers to do it; the fix is unsafe, because the oldest image may be what is
meant.

## Source
fluxcd/image-reflector-controller, internal/policy/numerical.go, alphabetical.go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Edit, Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.flux.objects import ImagePolicy
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.selection.spec import Kind
from ddlint.model.yaml_node import YamlNode
from ddlint.rules.policies.told import told

_LEAST = {Kind.NUMERICAL: "the lowest number", Kind.ALPHABETICAL: "the first text"}


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find policies in descending order, where the order is taken at all."""
    yield from told(RULE, policy, _judged(policy.policy), policy.policy.order)


def _judged(policy: ImagePolicy) -> Iterator[Outcome]:
    kind, order = policy.spec.kind, policy.order
    if kind not in _LEAST or order is None or policy.spec.argument.lower() != "desc":
        return
    yield Finding(
        f"ImagePolicy {policy.title} selects {_LEAST[kind]}, which is the oldest image as a rule",
        order.span,
        label="the end of the list is the lowest",
        help="write `order: asc` for the newest",
        fix=_fix(order),
        identity=(policy.object.called,),
    )


def _fix(order: YamlNode) -> Fix | None:
    at = order.raw.lower().find("desc")
    if at < 0:
        return None
    start = order.start + at
    return Fix("select the newest", (Edit(order.path, start, start + len("desc"), "asc"),), safe=False)


RULE = Rule(
    code="DDP009",
    name="order-descending",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.WARNING,
    check=check,
    fixable=Fixable.UNSAFE,
)
