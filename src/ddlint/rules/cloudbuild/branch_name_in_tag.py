r"""Name of a branch in a tag as it is.

## What
A tag that a build makes or pushes and that holds `$BRANCH_NAME` (or `$REF_NAME`, `$_HEAD_BRANCH`) without
replacing what a tag cannot hold. Where the triggers of the build are at hand, they say which branches are
built: with `^main$` there is nothing to find, with `.*` there is, and the finding shows such a branch. Where
only a name that nobody would choose has a `/` (`release-a/b` for `^release-.*$`), it is information.

## Why
A tag has letters, digits, `_`, `.` and `-`. A branch called `feature/login` has a `/`: the build of that
branch fails, with "invalid reference format".

## Bad
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        docker build -t gcr.io/acme/backend:$BRANCH_NAME-$SHORT_SHA-$(date +%s) .
```
```yaml path=.cloudbuild/all.yaml
steps:
  - name: gcr.io/kaniko-project/executor
    args: ["--destination=gcr.io/acme/backend:$BRANCH_NAME-$SHORT_SHA"]
```
```yaml path=triggers/all.yaml with
name: backend-all
filename: .cloudbuild/all.yaml
github: {owner: acme, name: backend, push: {branch: .*}}
```

## Good
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        image=gcr.io/acme/backend:$BRANCH_NAME-$SHORT_SHA-$(date +%s)
        docker build -t $$image . && docker push $$image
```
```yaml path=triggers/main.yaml with
name: backend-main
filename: .cloudbuild/main.yaml
github: {owner: acme, name: backend, push: {branch: ^main$}}
```
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        branch=$(echo $BRANCH_NAME | sed 's/[^a-zA-Z0-9]/-/g')
        docker build -t gcr.io/acme/backend:$$branch-$SHORT_SHA-$(date +%s) .
        docker push gcr.io/acme/backend:$$branch-$SHORT_SHA-$(date +%s)
```

## Fix
`${BRANCH_NAME//\//-}` replaces every `/`; where the build runs for one branch only, write its name. There
is no automatic fix.

## Source
OCI distribution specification, "Pulling manifests": `[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Confidence, Context, Rule
from ddlint.model.cloudbuild.built_refs import events_of
from ddlint.model.cloudbuild.site import BuildSite
from ddlint.model.cloudbuild.text import Kind
from ddlint.model.triggers.refs import branch_with_slash
from ddlint.model.triggers.trigger import Event, EventKind
from ddlint.rules.cloudbuild.tag_form import shown

_MADE_UP = "feature/x"


@dataclass(frozen=True, slots=True)
class _Slash:
    """A branch with a `/` that is built; `event` says so, None where no trigger is known."""

    branch: str
    usual: bool = True
    event: Event | None = None


def check(site: BuildSite, context: Context) -> Iterable[Outcome]:
    """Find tags with the name of a branch in them; each is told once."""
    fields, told = site.build.fields, set[str]()
    for image in site.build.images:
        text = shown(image, fields)
        if image.tag is None or text in told or not fields.holds(image.tag, Kind.BRANCH):
            continue
        found = _slash(site)
        if found is None:
            return
        told.add(text)
        pattern = found.event.pattern if found.event is not None else None
        yield Finding(
            f"{text} holds the name of a branch as it is: a build of `{found.branch}` fails",
            image.span,
            label="may hold a `/`",
            related=(Label(pattern.span, f"builds {found.branch}"),) if pattern is not None else (),
            help="write `${BRANCH_NAME//\\//-}`, or the name of the one branch that is built",
            identity=(text,),
            severity=None if found.usual else Severity.INFO,
        )


def _slash(site: BuildSite) -> _Slash | None:
    """A branch with a `/` that the build runs for; None where its triggers leave no room for one."""
    events = [event for event in events_of(site) if event.kind is not EventKind.TAG]
    if not events:
        return None if events_of(site) else _Slash(_MADE_UP)
    found = [each for event in events if (each := _of_event(event))]
    return max(found, key=lambda each: each.usual, default=None)


def _of_event(event: Event) -> _Slash | None:
    """What a pull request comes from can be called anything; who starts a build by hand knows."""
    if event.kind is EventKind.PULL_REQUEST:
        return _Slash(_MADE_UP, event=event)
    if event.kind is not EventKind.BRANCH:
        return None
    branch, usual = branch_with_slash(event)
    return _Slash(branch, usual, event) if branch else None


RULE = Rule(
    code="DDL003",
    name="branch-name-in-tag",
    area="cloudbuild",
    since="0.2.0",
    subject=BuildSite,
    severity=Severity.WARNING,
    check=check,
    confidence=Confidence.MEDIUM,
)
