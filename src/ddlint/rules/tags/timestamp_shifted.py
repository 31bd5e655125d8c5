"""Timestamp of an image tag that is whole hours off its commit.

## What
A deployed tag of a sortable form whose timestamp differs from the time of its commit, by the clone of its
service (`[services.NAME] path`), by exactly one to fourteen hours. Before the commit that is always told.
After it the build may just have taken so long: it is told where another tag of the service has the time of
its commit to the second, or is whole hours off too.

## Why
The timestamp was made from a local time: a time zone or the end of summer time was taken for part of it.
Seconds since 1970 know neither. Twice a year, and between machines, builds then sort in the wrong order, and
Flux deploys the older one.

## Bad
```yaml commits=1a2b3c4:1700000000
image: ghcr.io/acme/backend:main-1a2b3c4-1699996400 # {"$imagepolicy": "flux-system:backend"}
```
```yaml commits=1a2b3c4:1700000000,5d6e7f8:1700010000
a: ghcr.io/acme/backend:main-1a2b3c4-1700000000 # {"$imagepolicy": "flux-system:backend"}
b: ghcr.io/acme/backend:main-5d6e7f8-1700013600 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml commits=1a2b3c4:1700000000
image: ghcr.io/acme/backend:main-1a2b3c4-1700003600 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Use `date +%s` or `git log -1 --format=%ct`, which know no time zone.

## Source
Measured: 593 of 2,784 production tags of a real config repository were 3,600 seconds after their commit, all
others the same second.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.deployed_tag import DeployedTag
from ddlint.model.tag_template import Field
from ddlint.rules.tags.moments import how_long, is_shift


def check(deployed: DeployedTag, context: Context) -> Iterable[Outcome]:
    """Find timestamps that are whole hours off."""
    committed = deployed.commit.committed
    if committed is None:
        return
    off = deployed.tag.timestamp - committed
    if not is_shift(abs(off)) or (off > 0 and not deployed.keeps_time):
        return
    yield Finding(
        f"the timestamp of {deployed.tag.tag!r} is exactly {how_long(abs(off))} "
        f"{'after' if off > 0 else 'before'} its commit: a local time was taken for UTC",
        deployed.span(Field.TIMESTAMP),
        label=f"{how_long(abs(off))} off",
        help="use `date +%s` or `git log -1 --format=%ct`, which know no time zone"
        if Field.TIMESTAMP in deployed.tag.template.fields
        else "write dates in UTC: `date -u +%Y%m%d%H%M%S`",
        identity=(deployed.sighting.route, deployed.tag.tag),
    )


RULE = Rule(
    code="DDT015",
    name="timestamp-shifted",
    area="tags",
    since="0.2.0",
    subject=DeployedTag,
    severity=Severity.WARNING,
    check=check,
)
