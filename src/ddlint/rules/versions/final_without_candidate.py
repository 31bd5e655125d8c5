"""Final release that does not hold its last candidate.

## What
A final release on a commit that does not contain that of its last candidate.

## Why
What UAT accounts tried is not what production gets: something in the candidate is missing from the release.

## Bad
```git
git checkout -b release-v1.3.0
git commit -m "fix: close the connection"
git tag v1.3.0-rc.1
git checkout main
git commit -m "feat: something else"
git tag v1.3.0
```

## Good
```git
git commit -m "fix: close the connection"
git tag v1.3.0-rc.1
git commit -m "docs: what is new"
git tag v1.3.0
```

## Fix
Release the next candidate from where the final is to be made, and the final when that was tried. There is
no automatic fix.

## Source
The release process: a candidate goes to UAT accounts, the final release of it to all.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.place import RefPlace
from ddlint.model.releases.tag_seen import TagSeen


def check(tag: TagSeen, context: Context) -> Iterable[Outcome]:
    """Find finals on another line than their candidates."""
    last = tag.last_candidate
    if last is not None and not tag.has_candidate:
        yield Finding(
            f"{tag.name} does not contain {last.name}: what was tried is not what is released",
            tag.place,
            related=(Label(RefPlace(f"refs/tags/{last.name}"), f"on {last.short}"),),
            help=f"release the next candidate from {tag.short}, and the final when it was tried",
            identity=(tag.name, last.name),
        )


RULE = Rule(
    code="DDV006",
    name="final-without-candidate",
    area="versions",
    since="0.3.0",
    subject=TagSeen,
    severity=Severity.WARNING,
    check=check,
)
