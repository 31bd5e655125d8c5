"""ImageUpdateAutomation that does not say how to commit or where to push.

## What
An ImageUpdateAutomation without `spec.git`, without `spec.git.commit.author.email`, or without a branch
to push to: neither `git.push.branch` nor a branch in `git.checkout.ref`, nor in the GitRepository where
that stands in the same file.

## Why
The schema takes some of these, the controller does not. The automation stops with "necessitates field
.spec.git" or "push spec not provided, and cannot be inferred", and no marker is ever updated.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: staging
  namespace: flux-system
spec:
  interval: 5m
  sourceRef:
    kind: GitRepository
    name: config
  git:
    checkout:
      ref:
        tag: v1.0.0
    commit:
      author:
        email: flux@example.com
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: staging
  namespace: flux-system
spec:
  interval: 5m
  sourceRef:
    kind: GitRepository
    name: config
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: staging
  namespace: flux-system
spec:
  interval: 5m
  sourceRef:
    kind: GitRepository
    name: config
  git:
    checkout:
      ref:
        branch: main
    commit:
      author:
        email: flux@example.com
```

## Fix
Write what is missing. There is no automatic fix.

## Source
fluxcd/image-automation-controller, internal/source/source.go; the CRD of ImageUpdateAutomation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.flux_object import FluxObject
from ddlint.model.flux.objects import is_whole
from ddlint.model.flux.resolved import AutomationInUse
from ddlint.model.place import FileSpan
from ddlint.model.yaml_node import YamlNode
from ddlint.rules.policies.told import told

_PINS = ("tag", "semver", "commit", "name")


def check(automation: AutomationInUse, context: Context) -> Iterable[Outcome]:
    """Find automations that the controller cannot carry out, but no patches and no alpha versions."""
    item = automation.object
    if is_whole(item) and not item.version.startswith("v1alpha"):
        yield from told(RULE, automation, _judged(automation, item), automation.automation.git)


def _judged(automation: AutomationInUse, item: FluxObject) -> Iterator[Outcome]:
    git = item.below("git")
    if not item.has("git"):
        yield _finding(item, item.span, "has no spec.git", "write `git` with `commit.author.email`")
    elif git is not None and git.at("commit", "author", "email") is None:
        missing = "has no spec.git.commit.author.email"
        yield _finding(item, git.span._replace(end=git.start), missing, "write the address of the bot")
    if git is not None and (pinned := _without_branch(automation, git)):
        help_ = "write `git.push.branch`, or a branch in `git.checkout.ref`"
        yield _finding(item, pinned, "has no branch to push to", help_)


def _finding(found: FluxObject, span: FileSpan, what: str, help_: str) -> Finding:
    return Finding(
        f"{found.kind} {found.called} {what}: the controller stops, and no marker is updated",
        span,
        label=what,
        help=help_,
        identity=(found.called, what),
    )


def _without_branch(automation: AutomationInUse, git: YamlNode) -> FileSpan | None:
    """Where the checkout is pinned to something that is no branch; None where there may be a branch."""
    if any(git.at("push", name) is not None for name in ("branch", "refspec")):
        return None
    own = git.get("checkout") is not None
    reference = git.at("checkout", "ref") if own else _reference_of_source(automation)
    if reference is None or reference.get("branch") is not None:
        return None
    return next((found.span for pin in _PINS if (found := reference.get(pin)) is not None), None)


def _reference_of_source(automation: AutomationInUse) -> YamlNode | None:
    """`spec.ref` of its GitRepository; None where that is not known, or there are several."""
    sources = automation.git_repositories
    if len(sources) != 1 or sources[0].object.unknown:
        return None
    return sources[0].object.below("ref")


RULE = Rule(
    code="DDP022",
    name="automation-cannot-push",
    area="policies",
    since="0.2.0",
    subject=AutomationInUse,
    severity=Severity.ERROR,
    check=check,
)
