"""Tag that looks like a release and is none.

## What
A new tag whose name comes close to a release tag (`[versions] tag`, `v{version}` by default) and is not
SemVer: `v1.2`, `V1.2.3`, `v1.2.3.4`, `v1.02.3`, `v1.2.3rc1`, `v1.2.3+build`. And one that is SemVer and
counts its candidates without a dot: `v1.2.3-rc1`. A single number (`v1`) is left alone: it is a usual name
for a tag that moves on purpose.

## Why
What waits for a release does not see the tag, or sees another version in it; nobody is told. And candidates
without a dot are compared as text: `v1.2.3-rc9` is higher than `v1.2.3-rc10`, for SemVer and for Flux.

## Bad
```push
create refs/tags/v1.2 commit:a
```
```push
create refs/tags/v1.2.3-rc1 commit:a
```
```push
create refs/tags/V1.2.3 commit:a
```

## Good
```push
create refs/tags/v1.2.3 commit:a
create refs/tags/v1.2.4-rc.1 commit:b
create refs/tags/v1 commit:b
create refs/tags/deployed-2026-01-31 commit:b
```

## Fix
Delete the tag here and make it again under the right name, before it is pushed. There is no automatic fix.

## Source
SemVer 2.0.0, points 2, 9, 10 and 11.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.ref_update import Change, RefUpdate
from ddlint.model.release_name import near_miss


def check(update: RefUpdate, context: Context) -> Iterable[Outcome]:
    """Find names of new tags that come close to those of releases."""
    if update.planned.change is not Change.CREATE or not update.tag:
        return
    template = context.settings.versions.tag
    if miss := near_miss(template, update.tag):
        yield Finding(f"tag {update.tag} {miss.reason}", update.place, help=_help(update, miss.better))


def _help(update: RefUpdate, better: str) -> str:
    if not better:
        return "before it is pushed, give it a version that SemVer knows"
    return (
        f"before it is pushed, name it {better}:\n"
        f"git tag {better} {update.place.ref} && git tag --delete {update.tag}"
    )


RULE = Rule(
    code="DDG004",
    name="release-tag-malformed",
    area="pushes",
    since="0.1.0",
    subject=RefUpdate,
    severity=Severity.WARNING,
    check=check,
)
