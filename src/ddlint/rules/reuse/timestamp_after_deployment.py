"""Timestamps of image tags that are later than the commit that deployed them.

## What
Tags of an image whose timestamp is more than five minutes after they were first deployed, by the time of the
commit in the config repository. One image is one finding. Where one is more than a day late, it is an error;
where the last of them is more than a year old, an information.

## Why
No image is built after it was deployed: the timestamp does not come from the clock of the build, or is a
local time that is taken for UTC. As long as it lies in the future, and twice a year when clocks change, an
older build then passes for the newest.

## Bad
```history
1 flux main-1a2b3c4-1700003600 at=1700000000
```

## Good
```history
1 flux main-1a2b3c4-1700000000 at=1700000060
```

## Fix
Take the timestamp when the build begins, in UTC: `date +%s`, or `date -u +%Y%m%d%H%M%S`.

## Source
Flux sorts by the number alone. In a real config repository 2,785 of 30,297 tags, all by up to an hour and
all in summer: a local time.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.image_tags import ImageTags
from ddlint.model.sortable_tag import FIRST_SECOND
from ddlint.rules.reuse.wording import commit, day
from ddlint.rules.tags.moments import DAY, SKEW, YEAR, how_long


def check(image: ImageTags, context: Context) -> Iterable[Outcome]:
    """Find timestamps that were yet to come."""
    moments = [
        (use, reading.moment)
        for use, reading in image.tags
        if reading.moment is not None and use.step.time >= FIRST_SECOND
    ]
    late = [(moment - use.step.time, use) for use, moment in moments if moment - use.step.time > SKEW]
    if not late:
        return
    by, worst = max(late, key=lambda pair: (pair[0], pair[1].tag))
    _, newest = max(late, key=lambda pair: (pair[1].step.time, pair[1].tag))
    yield Finding(
        f"{len(late):,} of {len(moments):,} timestamps in tags of {image.image} are later than the commit "
        f"that deployed them, last on {day(newest.step.time)}, by up to {how_long(by)}: {_cause(by)}",
        newest.place,
        label=newest.tag,
        related=() if worst is newest else (commit(worst.step, f"{worst.tag}: {how_long(by)}"),),
        help="take the timestamp when the build begins, in UTC: date +%s",
        identity=(image.image,),
        severity=_severity(by, newest.step.time, context),
    )


def _severity(by: int, last: int, context: Context) -> Severity | None:
    """What did not happen for a year was mended."""
    if context.now is not None and context.now - last > YEAR:
        return Severity.INFO
    return Severity.ERROR if by > DAY else None


def _cause(by: int) -> str:
    if by > DAY:
        return "until then no build is newer"
    return "a local time is taken for UTC, or a clock is wrong"


RULE = Rule(
    code="DDU007",
    name="timestamp-after-deployment",
    area="reuse",
    since="0.6.0",
    subject=ImageTags,
    severity=Severity.WARNING,
    check=check,
    moments=frozenset({Moment.HISTORY}),
)
