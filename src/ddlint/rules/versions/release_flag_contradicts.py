"""Release whose mark and version contradict each other.

## What
A GitHub release that is marked as a pre-release and whose tag has no suffix, or one that is not marked and
has one.

## Why
People and tools go by the mark, Flux goes by the version. A candidate that is not marked is offered as the
latest release; a final that is marked goes to production all the same.

## Bad
```release v2.0.0-rc.1 prerelease=false
```
```release v2.0.0 prerelease=true
```

## Good
```release v2.0.0-rc.1 prerelease=true
```
```release v2.0.0 prerelease=false
```

## Fix
Set or clear "Set as a pre-release" on the release. There is no automatic fix.

## Source
The release process: a pre-release has a suffix, the final release has none.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.tag_seen import TagSeen


def check(tag: TagSeen, context: Context) -> Iterable[Outcome]:
    """Find contradictions; where no forge was asked, there is none."""
    published = tag.published
    if published is None or tag.version is None or published.prerelease != tag.is_final:
        return
    if tag.is_final:
        what, wanted = "marked as a pre-release, and its version is final", 'clear "Set as a pre-release"'
    else:
        what, wanted = "not marked as a pre-release, and its version is one", 'set "Set as a pre-release"'
    yield Finding(
        f"the {published.forge} release {tag.name} is {what}",
        tag.place,
        help=f"{wanted} on the release; the tag stays",
        identity=(tag.name,),
    )


RULE = Rule(
    code="DDV020",
    name="release-flag-contradicts",
    area="versions",
    since="0.3.0",
    subject=TagSeen,
    severity=Severity.ERROR,
    check=check,
)
