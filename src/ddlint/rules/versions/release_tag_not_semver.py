"""Release tag whose name is no version.

## What
A tag that is meant as a release and whose name is not `v` and a version of SemVer 2.0.0 (`[versions] tag`):
`v1.2`, `V1.2.3`, `v1.2.3.4`, `v1.02.3`, `v1.2.3rc1`, `v1.2.3+build`.

## Why
What waits for releases does not see the tag, or sees another version in it. Nobody is told.

## Bad
```git
git tag v1.2
```
```git
git tag v1.2.3rc1
```

## Good
```git
git tag v1.2.0
git commit -m "fix: close the connection"
git tag deployed-2026-01-31
```

## Fix
Release the same commit under a right name. A tag that nobody has yet can be deleted. There is no automatic
fix.

## Source
SemVer 2.0.0, points 2, 9 and 10; build metadata is refused because no image tag can hold a `+`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.tag_seen import TagSeen


def check(tag: TagSeen, context: Context) -> Iterable[Outcome]:
    """Find tags that look like a release and name no version."""
    if tag.version is not None:
        return
    reason = (
        tag.miss.reason
        if tag.miss
        else f"does not have the form `{context.settings.versions.tag}` of a release tag"
    )
    better = tag.miss.better if tag.miss else ""
    yield Finding(
        f"tag {tag.name} {reason}",
        tag.place,
        help=f"release {tag.short} as {better}" if better else "release it under a version of SemVer",
        identity=(tag.name,),
    )


RULE = Rule(
    code="DDV001",
    name="release-tag-not-semver",
    area="versions",
    since="0.3.0",
    subject=TagSeen,
    severity=Severity.ERROR,
    check=check,
)
