"""Disabled trigger for main, with none in its place.

## What
A trigger for main or a release branch that is disabled, where no other trigger runs the same build config
for that branch.

## Why
Pushes to main build nothing. The last image stays deployed, and nobody is told: Flux sees no newer tag.

## Bad
```yaml path=triggers/main.yaml
name: backend-main
disabled: true
filename: .cloudbuild/main.yaml
github:
  owner: acme
  name: backend
  push:
    branch: ^(main|release-.*)$
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

## Fix
Enable the trigger, or delete it. There is no automatic fix.

## Source
Cloud Build REST API, BuildTrigger, `disabled`: "If true, the trigger will never automatically execute a
build".
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.triggers.refs import covers, release_branches, sets_off
from ddlint.model.triggers.scene import TriggerSite
from ddlint.model.triggers.trigger import EventKind


def check(site: TriggerSite, context: Context) -> Iterable[Outcome]:
    """Find disabled triggers that main or a release branch needs."""
    trigger = site.trigger
    names = (*site.scene.main, *release_branches(context.settings.branches.release))
    if not trigger.disabled or trigger.uncertain:
        return
    alike = site.scene.alike(trigger)
    for event in trigger.on(EventKind.BRANCH):
        meant = [name for name in names if sets_off(event, name)]
        idle = [name for name in meant if covers(alike, EventKind.BRANCH, name) is False]
        if idle and idle == meant:
            yield Finding(
                f"{site.title} is disabled, and no other trigger builds {idle[0]} in its place: "
                "a push there makes no image",
                trigger.span,
                label="disabled",
                help="enable it (`disabled: false`), or delete it where it is not needed",
                identity=(trigger.name, "disabled"),
            )
            return


RULE = Rule(
    code="DDL027",
    name="main-trigger-disabled",
    area="cloudbuild",
    since="0.2.0",
    subject=TriggerSite,
    severity=Severity.WARNING,
    check=check,
)
