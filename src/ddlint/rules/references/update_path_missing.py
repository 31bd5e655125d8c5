"""ImageUpdateAutomation walks a path that does not exist.

## What
An `update.path` that is not in the repository, where the automation's GitRepository is this repository (the
URL of its remote `origin`).

## Why
The run fails before anything is looked at: no marker of the namespace is written.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 30m
  sourceRef:
    kind: GitRepository
    name: config
  git:
    commit:
      author:
        email: flux@acme.example
    push:
      branch: main
  update:
    path: ./clusters/prod
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: config
  namespace: flux-system
spec:
  url: https://git.example/acme/config
  ref:
    branch: main
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: apps
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
```

## Fix
Correct the path; it counts from the top of the repository. Where the GitRepository is not known to be this
repository, the rule says nothing.

## Source
image-automation-controller `internal/policy/applier.go`: the path is joined to the clone and walked; a
missing one fails the run.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.resolved import AutomationInUse


def check(automation: AutomationInUse, context: Context) -> Iterable[Outcome]:
    """Find paths that are not there."""
    path = automation.automation.path
    if automation.path_exists is not False or path is None:
        return
    item = automation.automation.object
    yield Finding(
        f"{path.word} is not in this repository: every run of {item.title} fails",
        path.span,
        label="no such path",
        help="write a path that exists, from the top of the repository, or leave it out to walk everything",
        identity=(item.key, path.word),
    )


RULE = Rule(
    code="DDR007",
    name="update-path-missing",
    area="references",
    since="0.2.0",
    subject=AutomationInUse,
    severity=Severity.ERROR,
    check=check,
)
