"""Version left out between two releases.

## What
A release tag with a version between which and the last lower release another one is missing: 1.45.0 after
1.43.2, 1.42.4 after 1.42.2, 2.0.1 after 1.9.0. What a hotfix branch is called by counts as taken, and so does
a release that was rolled back (`[versions] withdrawn`). Of candidates, [another rule](candidate-skipped.md)
asks the same.

## Why
Whoever reads the versions looks for the release in between: was it withdrawn, and must it not be used? Often
it is a number mistyped, or a tag that was never pushed.

## Bad
```release v1.45.0 after=v1.43.2
feat: answer in pages
```
```release v1.42.4 after=v1.42.2
fix: close the connection
```

## Good
```release v1.44.0 after=v1.43.2
feat: answer in pages
```
```release v2.0.0-rc.1 after=v1.43.2
feat!: answer in pages
```

## Fix
Release the version that comes next (`ddlint release next`). Where the one in between is gone for good, say so
in a waiver, or in `[versions] withdrawn`. There is no automatic fix.

## Source
SemVer 2.0.0, points 6 to 8: a part of a version is raised by one, and those below it begin at zero.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.release_seen import ReleaseSeen


def check(release: ReleaseSeen, context: Context) -> Iterable[Outcome]:
    """Find releases before which a version was left out."""
    if release.above is not None or release.base is None or release.gap is None:
        return
    versions = context.settings.versions
    missing = versions.tag.replace("{version}", str(release.gap))
    if missing in versions.withdrawn:
        return
    yield Finding(
        f"{release.tag.name} follows {release.base.name}, and {missing} was left out",
        release.place,
        help=f"release {missing} first; where it is gone for good, name it in `[versions] withdrawn`",
        identity=(release.tag.name,),
        severity=Severity.INFO if release.gap_was_tried else None,
    )


RULE = Rule(
    code="DDV012",
    name="version-skipped",
    area="versions",
    since="0.3.0",
    subject=ReleaseSeen,
    severity=Severity.WARNING,
    check=check,
)
