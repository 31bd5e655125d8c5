r"""Tag pattern of a release trigger that lets other tags in.

## What
A tag pattern that matches release tags and others as well. Cloud Build looks for the pattern anywhere in
the name of the tag: without `^` and `$`, and with `.*`, more gets in than is meant. The finding shows a
tag that does.

## Why
A tag made for something else, `backup/v1.2.3` or `vendor-update`, starts the build of a release, and
overwrites or publishes an image.

## Bad
```yaml path=triggers/release.yaml
name: backend-release
filename: .cloudbuild/release.yaml
github:
  owner: acme
  name: backend
  push:
    tag: v.*
```
```yaml path=triggers/release.yaml
name: backend-release
filename: .cloudbuild/release.yaml
github:
  owner: acme
  name: backend
  push:
    tag: ^v[0-9]+.[0-9]+.[0-9]+(-[0-9A-Za-z.-]+)?$
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
Cloud Build REST API, PushFilter: RE2 syntax, and any part of the name may match.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.triggers.refs import EXACT_RELEASE_TAG, RELEASE_TAGS, sets_off, stray_tag
from ddlint.model.triggers.scene import TriggerSite
from ddlint.model.triggers.trigger import EventKind


def check(site: TriggerSite, context: Context) -> Iterable[Outcome]:
    """Find tag patterns that match a release and something else."""
    for event in site.trigger.on(EventKind.TAG):
        if event.pattern is None or not any(sets_off(event, tag) for tag in RELEASE_TAGS):
            continue
        if stray := stray_tag(event):
            yield Finding(
                f"{site.title} builds releases, and its tag pattern also matches {stray}: "
                "a tag that is no release would start the build",
                event.pattern.span,
                label=f"matches {stray}",
                help=f"write `{EXACT_RELEASE_TAG}`",
                identity=(site.trigger.name, event.pattern.value),
            )


RULE = Rule(
    code="DDL024",
    name="tag-pattern-too-wide",
    area="cloudbuild",
    since="0.2.0",
    subject=TriggerSite,
    severity=Severity.WARNING,
    check=check,
)
