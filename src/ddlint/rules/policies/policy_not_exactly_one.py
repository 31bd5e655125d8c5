"""ImagePolicy without exactly one of semver, alphabetical and numerical.

## What
An ImagePolicy whose `spec.policy` sets none of the three, or several; or one whose fields have a shape that
the API does not take (a `spec` that is a list). A patch in an overlay, which holds a part of the object
only, is left alone unless Flux certainly applies it as it is.

## Why
Nothing refuses `policy: {}` when it is applied: the policy is stalled, keeps the tag that it chose last,
and no new image is deployed. Of several Flux takes semver before alphabetical before numerical and passes
over the others without a word.

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
  policy: {}
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
  policy:
    semver:
      range: ">=1.0.0"
    numerical:
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
  policy:
    semver:
      range: ">=1.0.0"
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
spec:
  interval: 5m
```

## Fix
Keep one of the three. There is no automatic fix.

## Source
fluxcd/image-reflector-controller, internal/policy/factory.go (`PolicerFromSpec`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.objects import ImagePolicy
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.rules.policies.told import told


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find policies of which Flux takes none, or not all."""
    found = policy.policy
    kinds = [found.object.at("policy", kind) for kind in reversed(found.spec.kinds)]
    whole = policy.is_applied or not found.is_partial
    yield from told(RULE, policy, _judged(found, whole=whole), *kinds, found.policy)


def _judged(policy: ImagePolicy, *, whole: bool) -> Iterator[Outcome]:
    kinds = policy.spec.kinds
    fault = policy.fault
    if fault is not None and not fault.span.route.endswith(".range"):
        yield Finding(
            f"ImagePolicy {policy.title} is refused by the API: {fault.what}",
            fault.span,
            label="not taken",
            help=fault.help,
        )
    elif len(kinds) > 1:
        yield _several(policy)
    elif not kinds and fault is None and whole:
        yield Finding(
            f"ImagePolicy {policy.title} has no policy: Flux selects nothing, and deploys nothing new",
            policy.policy.span if policy.policy else policy.object.span,
            label="no semver, alphabetical or numerical",
            help="write one of them, such as `semver: {range: '>=1.0.0'}` or `numerical: {order: asc}`",
            identity=(policy.object.called,),
        )


def _several(policy: ImagePolicy) -> Finding:
    taken, *others = policy.spec.kinds
    lost = " and ".join(others)
    nodes = {kind: policy.object.at("policy", kind) for kind in policy.spec.kinds}
    place = nodes[taken]
    return Finding(
        f"ImagePolicy {policy.title} sets {taken} and {lost}: Flux takes {taken} and passes over {lost}",
        place.span if place is not None else policy.object.span,
        label="taken",
        related=tuple(
            Label(node.span, "passed over") for kind in others if (node := nodes[kind]) is not None
        ),
        help=f"keep {taken}, or keep the other and remove {taken}",
        identity=(policy.object.called,),
    )


RULE = Rule(
    code="DDP001",
    name="policy-not-exactly-one",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.ERROR,
    check=check,
)
