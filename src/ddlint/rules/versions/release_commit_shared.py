"""Two final releases of one commit.

## What
A final release on a commit that is another final release too.

## Why
The two are the same, and their images are built twice: at most one of them is what was tested. Mostly one
of the tags was meant for another commit.

## Bad
```git
git tag v1.2.3
git tag v1.2.4
```

## Good
```git
git tag v1.2.3-rc.1
git tag v1.2.3
git commit -m "fix: close the connection"
git tag v1.2.4
```

## Fix
Say in the release notes that the two are the same. A tag that nobody has yet can be deleted. There is no
automatic fix.

## Source
SemVer 2.0.0, points 3 and 6: a new version has something new.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.place import RefPlace
from ddlint.model.releases.tag_seen import TagSeen


def check(tag: TagSeen, context: Context) -> Iterable[Outcome]:
    """Find the higher one of two."""
    lower = [each for each in tag.shares if tag.version is not None and each.version < tag.version]
    if lower:
        before = lower[-1]
        yield Finding(
            f"{tag.name} is the same commit as {before.name}: the release holds nothing new",
            tag.place,
            related=(Label(RefPlace(f"refs/tags/{before.name}"), f"on {before.short} too"),),
            help="was it meant for another commit? A tag that nobody has yet can be deleted",
            identity=(tag.name, before.name),
        )


RULE = Rule(
    code="DDV004",
    name="release-commit-shared",
    area="versions",
    since="0.3.0",
    subject=TagSeen,
    severity=Severity.WARNING,
    check=check,
)
