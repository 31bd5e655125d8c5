"""Release that is lower than one that it contains.

## What
A release tag on a commit that contains a release with a higher version: a final below another one, a
candidate of a version that is out, a final below a candidate of the next version.

## Why
Who takes the highest version never gets it, although it is the newer code. And a candidate of a version
that is out sorts below it: no account ever sees it.

## Bad
```git
git tag v1.3.0
git commit -m "fix: close the connection"
git tag v1.2.9
```
```git
git tag v1.3.0
git commit -m "fix: close the connection"
git tag v1.3.0-rc.1
```

## Good
```git
git tag v1.3.0-rc.1
git tag v1.3.0
git commit -m "fix: close the connection"
git tag v1.3.1
```

## Fix
Release the next version that is higher (`ddlint release next`). There is no automatic fix.

## Source
SemVer 2.0.0, point 11; the release process: the final release is higher than its candidates.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.place import RefPlace
from ddlint.model.releases.bump import core_of
from ddlint.model.releases.tag_seen import Other, TagSeen


def check(tag: TagSeen, context: Context) -> Iterable[Outcome]:
    """Find releases with a higher one below them."""
    below = tag.contained
    if below is not None:
        yield Finding(
            f"{tag.name} contains {below.name}, which is higher: nobody who has that one gets it",
            tag.place,
            related=(Label(RefPlace(f"refs/tags/{below.name}"), f"on {below.short}"),),
            help=f"release a version above {below.version}; `ddlint release next` prints it",
            identity=(tag.name, below.name),
            severity=Severity.INFO if _is_channel(tag, below) else None,
        )


def _is_channel(tag: TagSeen, below: Other) -> bool:
    """Whether both are pre-releases of one version: `beta` above `nightly` may be two channels."""
    version, other = tag.version, below.version
    both = version is not None and version.prerelease is not None and other.prerelease is not None
    return both and version is not None and core_of(version) == core_of(other)


RULE = Rule(
    code="DDV003",
    name="release-not-higher",
    area="versions",
    since="0.3.0",
    subject=TagSeen,
    severity=Severity.ERROR,
    check=check,
)
