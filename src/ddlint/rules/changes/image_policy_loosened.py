r"""ImagePolicy that lets in what it kept out before.

## What
A change (`ddlint ci`) after which an ImagePolicy, as Flux gets it, selects pre-releases where it selected
none, selects a major version above all that it selected, has no filter any more, or has one that lets
through all that the old one did and more. Each is shown by a tag that was put to both. A policy that became
another one, with tags let in and others kept out, is told for its pre-releases and majors alone.

## Why
The policy decides which versions are deployed, without anybody asked again. One line that is read as
tidying up lets the next candidate, or a major version with breaking changes, into every account that the
policy serves.

## Bad
```yaml path=flux/backend.yaml was
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.0.0'}}
```
```yaml path=flux/backend.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.0.0-0'}}
```

```yaml path=flux/backend.yaml was
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '1.x'}}
```
```yaml path=flux/backend.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.0.0'}}
```

```yaml path=flux/backend.yaml was
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  filterTags: {pattern: '^main-[0-9a-f]+-(?P<ts>[0-9]{10})$', extract: '$ts'}
  policy: {numerical: {order: asc}}
```
```yaml path=flux/backend.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  filterTags: {pattern: '^[a-z]+-[0-9a-f]+-(?P<ts>[0-9]{10})$', extract: '$ts'}
  policy: {numerical: {order: asc}}
```

## Good
```yaml path=flux/backend.yaml was
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.0.0'}}
```
```yaml path=flux/backend.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  policy: {semver: {range: '>=1.42.0 <2.0.0'}}
```

## Fix
Let those approve it who answer for what is deployed; or write a policy of its own for those who are to get
more, and leave this one. No fix is automatic.

## Source
fluxcd/image-reflector-controller `internal/policy`: what a range and a filter let in. The release process:
pre-releases go to UAT accounts only.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.image_policy_change import ImagePolicyChange
from ddlint.model.changes.looser import How, looser
from ddlint.model.flux.objects import ImagePolicy
from ddlint.model.place import FileSpan


def check(change: ImagePolicyChange, context: Context) -> Iterable[Outcome]:
    """Find policies that let in more."""
    held = change.now.object
    for each in looser(change.old, change.new):
        yield Finding(
            f"{held.title} is looser than before: {each.what}",
            _place(change.now.policy, each.how),
            label=f"was {change.old.words}",
            help="let those approve it who answer for what is deployed, or write a policy of its own",
            identity=(change.now.policy.title, each.how),
        )


def _place(policy: ImagePolicy, how: How) -> FileSpan:
    node = policy.pattern if how in {How.FILTER, How.NO_FILTER} else policy.range
    found = node or next(iter(policy.decisive), None)
    return found.span if found is not None else policy.object.span


RULE = Rule(
    code="DDX007",
    name="image-policy-loosened",
    area="changes",
    since="0.5.0",
    subject=ImagePolicyChange,
    severity=Severity.WARNING,
    check=check,
)
