"""ImagePolicy without a filter over tags that another policy filters.

## What
An ImagePolicy with `numerical` or `alphabetical` and no `filterTags.pattern`, on an ImageRepository from
which another policy takes only some tags: so the image has tags of several kinds.

## Why
Without a filter a policy sees all tags of the image. A numerical one fails at the first that is no number;
an alphabetical one selects whatever comes last in the alphabet, of any branch and kind. A semver policy
passes over what is no version, and needs no filter.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: apps}
spec: {image: ghcr.io/acme/backend, interval: 5m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend-main, namespace: apps}
spec:
  imageRepositoryRef: {name: backend}
  filterTags: {pattern: '^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$', extract: $ts}
  policy:
    numerical: {order: asc}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend-nightly, namespace: apps}
spec:
  imageRepositoryRef: {name: backend}
  policy:
    alphabetical: {order: asc}
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: apps}
spec: {image: ghcr.io/acme/backend, interval: 5m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend-main, namespace: apps}
spec:
  imageRepositoryRef: {name: backend}
  filterTags: {pattern: '^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$', extract: $ts}
  policy:
    numerical: {order: asc}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend-nightly, namespace: apps}
spec:
  imageRepositoryRef: {name: backend}
  filterTags: {pattern: '^nightly-[0-9]{8}$'}
  policy:
    alphabetical: {order: asc}
```

## Fix
Give the policy a filter for its own kind of tags. There is no automatic fix.

## Source
fluxcd/image-reflector-controller, internal/policy/numerical.go, alphabetical.go.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.objects import ImagePolicy
from ddlint.model.flux.resolved import RepositoryInUse
from ddlint.model.selection.spec import Kind

_EFFECT = {
    Kind.NUMERICAL: "fails at the first that is no number",
    Kind.ALPHABETICAL: "selects whatever comes last in the alphabet",
}


def check(repository: RepositoryInUse, context: Context) -> Iterable[Outcome]:
    """Find policies without a filter next to some with one."""
    filtered = next((each for each in repository.policies if each.spec.pattern), None)
    if filtered is None:
        return
    for policy in repository.policies:
        kind = policy.spec.kind
        if kind in _EFFECT and not policy.spec.pattern and not policy.object.unknown:
            yield _finding(policy, filtered, _EFFECT[kind])


def _finding(policy: ImagePolicy, filtered: ImagePolicy, effect: str) -> Finding:
    return Finding(
        f"ImagePolicy {policy.object.key} has no filter: it sees all tags of the image, and {effect}",
        policy.object.span,
        label="no filterTags",
        related=(Label(filtered.object.span, "takes only some of the tags"),),
        help="write `filterTags` with a pattern for the tags that are meant",
        identity=(policy.object.namespace, policy.object.name),
    )


RULE = Rule(
    code="DDP014",
    name="unfiltered-on-shared-repository",
    area="policies",
    since="0.2.0",
    subject=RepositoryInUse,
    severity=Severity.WARNING,
    check=check,
)
