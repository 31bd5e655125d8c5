"""Timestamp of an image tag that is before the commit was made.

## What
A deployed tag of a sortable form whose timestamp is more than five minutes before its commit was made, by the
clone of its service (`[services.NAME] path`). By more than a day it is an error, unless it is the time of the
author. A difference of whole hours is `timestamp-shifted`.

## Why
No image can be built before its commit. The timestamp comes from somewhere else than the clock of the build,
and so says nothing of the order of the builds: Flux may pass the newest one over.

## Bad
```yaml commits=1a2b3c4:1700000000
image: ghcr.io/acme/backend:main-1a2b3c4-1699000000 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml commits=1a2b3c4:1700000000
image: ghcr.io/acme/backend:main-1a2b3c4-1700000060 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Take the timestamp when the build begins (`date +%s`), or from the committer's date
(`git log -1 --format=%ct`, never `%at`, which a rebase leaves behind).

## Source
Measured: 0 of 2,784 production tags of a real config repository.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.deployed_tag import DeployedTag
from ddlint.model.tag_template import Field
from ddlint.rules.tags.moments import DAY, SKEW, how_long, is_shift


def check(deployed: DeployedTag, context: Context) -> Iterable[Outcome]:
    """Find timestamps before the commit."""
    commit, timestamp = deployed.commit, deployed.tag.timestamp
    if commit.committed is None or commit.committed - timestamp <= SKEW:
        return
    early = commit.committed - timestamp
    if is_shift(early):
        return
    by_author = timestamp == commit.authored
    source = ": it is the time of the author, which a rebase leaves behind" if by_author else ""
    yield Finding(
        f"the timestamp of {deployed.tag.tag!r} is {how_long(early)} before its commit was made{source}",
        deployed.span(Field.TIMESTAMP),
        label="before its commit",
        help="take it from the clock of the build: date +%s",
        identity=(deployed.sighting.route, deployed.tag.tag),
        severity=Severity.WARNING if by_author or early <= DAY else Severity.ERROR,
    )


RULE = Rule(
    code="DDT014",
    name="timestamp-before-commit",
    area="tags",
    since="0.2.0",
    subject=DeployedTag,
    severity=Severity.ERROR,
    check=check,
)
