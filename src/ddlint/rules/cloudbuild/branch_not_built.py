"""Build that runs for main and not for release branches, or the other way round.

## What
All triggers together that build the same repository with the same build config: pushes to main
(`[branches] main`) set one off, and pushes to a release branch (`[branches] release`) set none off, or
the reverse. Looked at are build configs that push an image; where the build config is not at hand, the
finding is an `info`.

## Why
A hotfix is built from its release branch, by the same job as main. Without a trigger for that branch the
fix is committed, and no image of it is ever made: the production incident goes on.

## Bad
```yaml path=triggers/main.yaml
name: backend-main
filename: .cloudbuild/main.yaml
github:
  owner: acme
  name: backend
  push:
    branch: ^main$
```
```yaml path=.cloudbuild/main.yaml with
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, gcr.io/acme/backend, .]
images: [gcr.io/acme/backend]
```

## Good
```yaml path=triggers/main.yaml
name: backend-main
filename: .cloudbuild/main.yaml
github:
  owner: acme
  name: backend
  push:
    branch: ^(main|release-.*)$
```
```yaml path=.cloudbuild/main.yaml with
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, gcr.io/acme/backend, .]
images: [gcr.io/acme/backend]
```

## Fix
Write a pattern for both, or a second trigger with the same build config. There is no automatic fix.

## Source
The release process: a push to main or to a `release-.*` branch builds and tags an image.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.triggers.refs import covers, release_branches, sets_off
from ddlint.model.triggers.scene import TriggerSite
from ddlint.model.triggers.trigger import Event, EventKind


def check(site: TriggerSite, context: Context) -> Iterable[Outcome]:
    """Find builds of main alone, or of release branches alone; said once, at the first trigger."""
    releases = release_branches(context.settings.branches.release)
    makes_images = _makes_images(site)
    event = _first(site, (*site.scene.main, *releases))
    if event is None or event.pattern is None or makes_images is False or not _is_known(site):
        return
    alike = site.scene.alike(site.trigger)
    main = _any(covers(alike, EventKind.BRANCH, name) for name in site.scene.main)
    missing = [name for name in releases if covers(alike, EventKind.BRANCH, name) is False]
    if not releases:
        return
    if main and missing:
        left_out, kind = missing[0], "a release branch"
    elif main is False and len(missing) < len(releases):
        left_out, kind = site.scene.main[0], "main"
    else:
        return
    yield Finding(
        f"{site.title} does not build {left_out}, and no other trigger does with the same build config: "
        f"a push to {kind} makes no image",
        event.pattern.span,
        label=f"not {left_out}",
        help=f"cover both, for instance `^({site.scene.main[0]}|release-.*)$`",
        identity=(site.trigger.name, kind),
        severity=None if makes_images else Severity.INFO,
    )


def _first(site: TriggerSite, names: Sequence[str]) -> Event | None:
    """The event of this trigger that builds main or a release branch, where no trigger before it has one."""
    for trigger in site.scene.alike(site.trigger):
        if not trigger.runs:
            continue
        for event in trigger.on(EventKind.BRANCH):
            if any(sets_off(event, name) for name in names):
                return event if trigger is site.trigger else None
    return None


def _is_known(site: TriggerSite) -> bool:
    """Whether it can be told which other triggers build the same."""
    config = site.trigger.config
    return not config.unknown if config is not None else site.trigger.build is not None


def _makes_images(site: TriggerSite) -> bool | None:
    """Whether the build pushes an image; None where it is not at hand, or does what is not followed."""
    build = site.scene.build_of(site.trigger)
    if build is None:
        return None
    return True if build.pushed else None if build.unsaid else False


def _any(answers: Iterable[bool | None]) -> bool | None:
    found = list(answers)
    return True if True in found else None if None in found else False


RULE = Rule(
    code="DDL022",
    name="branch-not-built",
    area="cloudbuild",
    since="0.2.0",
    subject=TriggerSite,
    severity=Severity.WARNING,
    check=check,
)
