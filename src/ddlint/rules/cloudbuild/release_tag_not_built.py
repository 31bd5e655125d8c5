r"""Release tag that sets no trigger off, although others do.

## What
All triggers together that build the same repository: some build tags of releases, and a tag such as
`v1.42.2` or `v2.0.0-rc.1` sets none off.

## Why
The release is published and no image of it is made. A pattern that was tried with `v1.2.3` alone often
has room for one digit only, or none for `-rc.1`.

## Bad
```yaml path=triggers/release.yaml
name: backend-release
filename: .cloudbuild/release.yaml
github:
  owner: acme
  name: backend
  push:
    tag: ^v\d\.\d\.\d$
```
```yaml path=triggers/release.yaml
name: backend-release
filename: .cloudbuild/release.yaml
github:
  owner: acme
  name: backend
  push:
    tag: ^v\d+\.\d+\.\d+$
```

## Good
```yaml path=triggers/release.yaml
name: backend-release
filename: .cloudbuild/release.yaml
github:
  owner: acme
  name: backend
  push:
    tag: ^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$
```

## Fix
Write `^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$`. There is no automatic fix.

## Source
The release process: releases are tagged `v1.42.2`, release candidates `v2.0.0-rc.1`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.triggers.refs import EXACT_RELEASE_TAG, RELEASE_TAGS, covers, sets_off
from ddlint.model.triggers.scene import TriggerSite
from ddlint.model.triggers.trigger import Event, EventKind

_WITHOUT_V = "1.2.3"


def check(site: TriggerSite, context: Context) -> Iterable[Outcome]:
    """Find release tags that nothing builds; said once for a repository, at the first trigger."""
    beside = site.scene.beside(site.trigger)
    event = _first(site)
    if event is None or event.pattern is None:
        return
    missing = [tag for tag in RELEASE_TAGS if covers(beside, EventKind.TAG, tag) is False]
    if missing:
        yield Finding(
            f"{site.title} builds releases, and not {missing[0]}; no other trigger does: "
            "no image is made of that release",
            event.pattern.span,
            label=f"not {missing[0]}",
            help=f"write `{EXACT_RELEASE_TAG}`",
            identity=(site.trigger.name, event.pattern.value),
        )


def _first(site: TriggerSite) -> Event | None:
    """The event of this trigger that is meant for releases, where no trigger before it has one."""
    for trigger in site.scene.beside(site.trigger):
        if not trigger.runs:
            continue
        for event in trigger.on(EventKind.TAG):
            if any(sets_off(event, tag) for tag in (*RELEASE_TAGS, _WITHOUT_V)):
                return event if trigger is site.trigger else None
    return None


RULE = Rule(
    code="DDL023",
    name="release-tag-not-built",
    area="cloudbuild",
    since="0.2.0",
    subject=TriggerSite,
    severity=Severity.WARNING,
    check=check,
)
