"""ImagePolicy refers to an ImageRepository that does not exist, or that does not admit it.

## What
An `imageRepositoryRef` that means no ImageRepository, or one of another namespace whose `accessFrom` does
not admit the policy's namespace. Without `namespace`, the policy's own is meant.

## Why
The policy never selects anything, and its markers stay as they are.

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
    semver:
      range: 1.x
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: images
spec:
  image: ghcr.io/acme/backend
  interval: 5m
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
  policy:
    semver:
      range: 1.x
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: flux-system
spec:
  image: ghcr.io/acme/backend
  interval: 5m
```

## Fix
Correct the name, add `namespace`, or let the policy's namespace in: `accessFrom: {namespaceSelectors:
[{matchLabels: {kubernetes.io/metadata.name: NAMESPACE}}]}`. Where no ImageRepository is known at all, the
rule says that it cannot look.

## Source
image-reflector-controller `internal/controller/imagepolicy_controller.go`, getImageRepository; the API's
`accessFrom`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.flux_object import has_variable
from ddlint.model.flux.objects import ImageRepository
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.rules.policies.told import told
from ddlint.rules.references.missing import in_doubt, nothing_known

_NAME_LABEL = "kubernetes.io/metadata.name"


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find references that lead nowhere, or are refused."""
    name = policy.policy.repository_name
    if policy.policy.is_partial or not name or has_variable(f"{policy.policy.repository_namespace}/{name}"):
        return
    if not policy.repositories:
        yield from told(RULE, policy, _missing(policy))
    elif not any(_admits(each, policy) for each in policy.repositories):
        yield from told(RULE, policy, [_refused(policy)])


def _missing(policy: PolicyInUse) -> Iterator[Outcome]:
    if not policy.known.repositories:
        if policy.is_first:
            yield nothing_known("ImageRepository")
        return
    if policy.known.doubt:
        yield in_doubt(f"its ImageRepository is not defined, but {policy.known.doubt}")
        return
    item = policy.policy
    wanted = "/".join(filter(None, (item.repository_namespace, item.repository_name)))
    elsewhere = [each.object.namespace for each in policy.named_elsewhere[:1] if each.object.namespace]
    yield Finding(
        f"ImageRepository {wanted} is not defined: {item.object.title} never selects a tag",
        item.repository_ref.span if item.repository_ref else item.object.span,
        label="no such ImageRepository",
        help=f"write `namespace: {elsewhere[0]}` there, and admit the policy in its accessFrom"
        if elsewhere
        else "define it, or name the place where it is defined in `[flux] policies`",
        identity=("missing", item.object.key, wanted),
    )


def _admits(repository: ImageRepository, policy: PolicyInUse) -> bool:
    """Whether the repository may be used; labels of a namespace other than its name are not known."""
    own = policy.policy.object.namespace
    held = repository.object
    if own in {held.namespace, ""} or not held.namespace or held.unknown:
        return True
    return any(labels.get(_NAME_LABEL, own) == own for labels in repository.admitted)


def _refused(policy: PolicyInUse) -> Finding:
    item, repository = policy.policy, policy.repositories[0].object
    return Finding(
        f"ImageRepository {repository.key} does not admit policies of namespace {item.object.namespace}: "
        f"{item.object.title} never selects a tag",
        item.repository_ref.span if item.repository_ref else item.object.span,
        label="refused",
        related=(Label(repository.span, "has no accessFrom for that namespace"),),
        help=f"in its spec: accessFrom: {{namespaceSelectors: [{{matchLabels: {{{_NAME_LABEL}: "
        f"{item.object.namespace}}}}}]}}",
        identity=("refused", item.object.key, repository.key),
    )


RULE = Rule(
    code="DDR005",
    name="image-repository-missing",
    area="references",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.ERROR,
    check=check,
)
