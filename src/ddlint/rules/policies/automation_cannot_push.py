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

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.api_object import ApiObject, below
from ddlint.model.flux.fields import Fields, objects, word
from ddlint.model.place import FileSpan

_PINS = ("tag", "semver", "commit", "name")


def check(found: ApiObject, context: Context) -> Iterable[Outcome]:
    """Find automations that the controller cannot carry out, but no patches and no alpha versions."""
    if found.kind != "ImageUpdateAutomation" or not found.whole or found.version.startswith("v1alpha"):
        return
    git = below(found.spec, "git")
    if not found.spec.names("git"):
        yield _finding(found, found.span, "has no spec.git", "write `git` with `commit.author.email`")
    elif git and not below(git, "commit", "author").names("email"):
        span = found.spec.span("git") or found.span
        missing = "has no spec.git.commit.author.email"
        yield _finding(found, span._replace(end=span.start), missing, "write the address of the bot")
    if git and (pinned := _without_branch(found, git)):
        help_ = "write `git.push.branch`, or a branch in `git.checkout.ref`"
        yield _finding(found, pinned, "has no branch to push to", help_)


def _finding(found: ApiObject, span: FileSpan, what: str, help_: str) -> Finding:
    return Finding(
        f"{found.title} {what}: the controller stops, and no marker is updated",
        span,
        label=what,
        help=help_,
        identity=(found.namespace, found.name, what),
    )


def _without_branch(found: ApiObject, git: Fields) -> FileSpan | None:
    """Where the checkout is pinned to something that is no branch; None where there may be a branch."""
    push = below(git, "push")
    if push.names("branch") or push.names("refspec"):
        return None
    reference = below(git, "checkout", "ref") if git.names("checkout") else _reference_of_source(found)
    if reference is None or reference.names("branch"):
        return None
    return next((span for pin in _PINS if (span := reference.span(pin))), None)


def _reference_of_source(found: ApiObject) -> Fields | None:
    """`spec.ref` of the GitRepository of the same file; None where there is none."""
    wanted = word(below(found.spec, "sourceRef"), "name")
    for each in objects(found.path, found.text):
        if (
            isinstance(each, Fields)
            and word(each, "kind") == "GitRepository"
            and word(below(each, "metadata"), "name") == wanted
        ):
            return below(each, "spec", "ref")
    return None


RULE = Rule(
    code="DDP022",
    name="automation-cannot-push",
    area="policies",
    since="0.2.0",
    subject=ApiObject,
    severity=Severity.ERROR,
    check=check,
)
