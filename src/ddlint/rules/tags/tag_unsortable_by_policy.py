"""Tag at a live marker that its ImagePolicy cannot sort.

## What
A tag at a live marker that passes the filter of the marker's policy, but whose key the policy cannot sort:
for `numerical` it is no number, for `semver` no version with three numbers. Where several policies have that
name (one for each cluster), the finding is made only if none of them sorts the tag.

## Why
A numerical policy fails as long as one such tag is in the registry: nothing new is deployed any more, and
nobody is told. A semver policy passes over such tags without a word: this one is never selected, nor is
any other of its form.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: apps}
spec: {image: ghcr.io/acme/backend, interval: 5m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: apps}
spec:
  imageRepositoryRef: {name: backend}
  filterTags:
    pattern: '^main-[0-9a-f]+-(?P<ts>.*)$'
    extract: $ts
  policy:
    numerical: {order: asc}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: apps, namespace: apps}
spec:
  interval: 5m
  sourceRef: {kind: GitRepository, name: apps}
  git: {commit: {author: {email: flux@acme.example}}, push: {branch: main}}
  update: {path: ., strategy: Setters}
---
kind: Values
image:
  repository: ghcr.io/acme/backend
  tag: main-1a2b3c4-1700000300-arm64 # {"$imagepolicy": "apps:backend:tag"}
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: apps}
spec: {image: ghcr.io/acme/backend, interval: 5m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: apps}
spec:
  imageRepositoryRef: {name: backend}
  policy:
    semver: {range: '>=1.0.0'}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: apps, namespace: apps}
spec:
  interval: 5m
  sourceRef: {kind: GitRepository, name: apps}
  git: {commit: {author: {email: flux@acme.example}}, push: {branch: main}}
  update: {path: ., strategy: Setters}
---
kind: Values
image:
  repository: ghcr.io/acme/backend
  tag: release-1 # {"$imagepolicy": "apps:backend:tag"}
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
metadata: {name: backend, namespace: apps}
spec:
  imageRepositoryRef: {name: backend}
  filterTags:
    pattern: '^main-[0-9a-f]+-(?P<ts>[0-9]{10})$'
    extract: $ts
  policy:
    numerical: {order: asc}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: apps, namespace: apps}
spec:
  interval: 5m
  sourceRef: {kind: GitRepository, name: apps}
  git: {commit: {author: {email: flux@acme.example}}, push: {branch: main}}
  update: {path: ., strategy: Setters}
---
kind: Values
image:
  repository: ghcr.io/acme/backend
  tag: main-1a2b3c4-1700000300 # {"$imagepolicy": "apps:backend:tag"}
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: apps}
spec: {image: ghcr.io/acme/backend, interval: 5m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend, namespace: apps}
spec:
  imageRepositoryRef: {name: backend}
  policy:
    semver: {range: '>=1.0.0'}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata: {name: apps, namespace: apps}
spec:
  interval: 5m
  sourceRef: {kind: GitRepository, name: apps}
  git: {commit: {author: {email: flux@acme.example}}, push: {branch: main}}
  update: {path: ., strategy: Setters}
---
kind: Values
image:
  repository: ghcr.io/acme/backend
  tag: 1.4.2 # {"$imagepolicy": "apps:backend:tag"}
```

## Fix
Deploy a tag that the policy can sort, or change the policy: an `extract` that takes the number or the
version alone, a filter that lets no other tags in. `ddlint flux select` says what becomes of each tag. There
is no automatic fix.

## Source
fluxcd/image-reflector-controller, internal/policy/numerical.go, semver.go; fluxcd/pkg, version.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.resolved import MarkerInUse
from ddlint.model.selection.fate import Fate
from ddlint.model.selection.spec import Kind
from ddlint.rules.markers.judged import judged

_CONSEQUENCE = {
    Kind.NUMERICAL: "one such tag in the registry fails the whole policy",
    Kind.SEMVER: "Flux passes over it",
}


def check(marker: MarkerInUse, context: Context) -> Iterable[Outcome]:
    """Find tags that the policy of their marker cannot sort."""
    found = judged(marker, context.settings.flux.version)
    if found is None or found.verdict.fate is not Fate.NOT_SORTABLE:
        return
    policy = found.policy
    kind = policy.spec.kind or Kind.SEMVER
    yield Finding(
        f"ImagePolicy {policy.object.key} cannot sort tag {found.tag}: {found.reason}, {_CONSEQUENCE[kind]}",
        marker.use.value_span,
        label=f"no {'number' if kind is Kind.NUMERICAL else 'version'}",
        related=(Label(policy.object.span, "this policy"),),
        help="deploy a tag that the policy sorts, or change its filter and extract",
        identity=(marker.use.value_span.route, marker.use.marker.setter),
    )


RULE = Rule(
    code="DDT003",
    name="tag-unsortable-by-policy",
    area="tags",
    since="0.2.0",
    subject=MarkerInUse,
    severity=Severity.ERROR,
    check=check,
)
