"""ImageUpdateAutomations of one namespace walk the same files and push to the same branch.

## What
Two ImageUpdateAutomations of one namespace with the same source and push branch, neither of them with a
`policySelector`, where the path of one lies in the path of the other.

## Why
Both write the same markers. Where they run in two clusters whose policies differ, they undo each other; in
one cluster they race for the push, and the loser starts over.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: one
  namespace: flux-system
spec:
  interval: 30m
  sourceRef:
    kind: GitRepository
    name: flux-system
  git:
    commit:
      author:
        email: flux@acme.example
    push:
      branch: main
  update:
    path: ./
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: two
  namespace: flux-system
spec:
  interval: 30m
  sourceRef:
    kind: GitRepository
    name: flux-system
  git:
    commit:
      author:
        email: flux@acme.example
    push:
      branch: main
  update:
    path: ./apps
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: one
  namespace: flux-system
spec:
  interval: 30m
  sourceRef:
    kind: GitRepository
    name: flux-system
  git:
    commit:
      author:
        email: flux@acme.example
    push:
      branch: main
  update:
    path: ./infra
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: two
  namespace: flux-system
spec:
  interval: 30m
  sourceRef:
    kind: GitRepository
    name: flux-system
  git:
    commit:
      author:
        email: flux@acme.example
    push:
      branch: main
  update:
    path: ./apps
```

## Fix
Keep one of them, part their paths, or give each a `policySelector`.

## Source
fluxcd/flux2#5691 and #1657. Automations of different namespaces handle different policies and may share a
path.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.resolved import AutomationInUse


def check(automation: AutomationInUse, context: Context) -> Iterable[Outcome]:
    """Find automations in each other's way; the first of a pair is told."""
    item = automation.automation.object
    later = [each for each in automation.overlapping if each.object.node.span > item.node.span]
    if not later:
        return
    other = later[0].object
    yield Finding(
        f"{item.title} and {other.title} walk the same files and push to {automation.push_branch}",
        item.span,
        label="the one",
        related=tuple(Label(each.object.span, "the other") for each in later[:3]),
        help="keep one, part their `update.path`, or give each a `policySelector`",
        identity=(item.key, other.key),
    )


RULE = Rule(
    code="DDR008",
    name="automations-overlap",
    area="references",
    since="0.2.0",
    subject=AutomationInUse,
    severity=Severity.WARNING,
    check=check,
)
