"""Timestamps of deployed tags that are before their commits were made.

## What
Tags that were deployed at some time, whose timestamp is more than five minutes before the commit that they
name was made, by the clone of their service (`[services.NAME] path`). One service is one finding. By more
than a day it is an error, unless it is the time of the author.

## Why
No image can be built before its commit. The timestamp comes from somewhere else than the clock of the build,
and says nothing of the order of the builds: Flux may have passed the newest one over.

## Bad
```history commits=1a2b3c4:1700003600
1 flux main-1a2b3c4-1700000000
```

## Good
```history commits=1a2b3c4:1700000000
1 flux main-1a2b3c4-1700000060
```

## Fix
Take the timestamp when the build begins (`date +%s`), or from the committer's date
(`git log -1 --format=%ct`, never `%at`, which a rebase leaves behind).

## Source
Measured: 0 of 2,784 production tags of a real config repository. `timestamp-before-commit` says the same of
what is deployed today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.service_history import ServiceHistory
from ddlint.model.deployments.tag_use import TagUse
from ddlint.rules.reuse.services_unknown import not_configured, not_read
from ddlint.rules.reuse.wording import counted, day
from ddlint.rules.tags.moments import DAY, SKEW, how_long


def check(service: ServiceHistory, context: Context) -> Iterable[Outcome]:
    """Find timestamps before the commit."""
    if service.unknown:
        yield not_configured(service)
        return
    if service.commits is None:
        if any(reading.commit for _, reading in service.tags):
            yield not_read(service, "commits")
        return
    early = [*_early(service)]
    if not early:
        return
    by, by_author, worst = max(early, key=lambda each: (not each[1], each[0], each[2].tag))
    newest = max((use for *_, use in early), key=lambda use: (use.step.time, use.tag))
    source = ", where they are the times of the authors, which a rebase leaves behind" if by_author else ""
    yield Finding(
        f"timestamps of {counted(len(early), 'tag')} of {service.service} are before their commits, "
        f"last on {day(newest.step.time)}, by up to {how_long(by)} ({worst.tag}){source}",
        newest.place,
        label=newest.tag,
        help="take the timestamp from the clock of the build: date +%s",
        identity=(service.service,),
        severity=Severity.ERROR if by > DAY and not by_author else None,
    )


def _early(service: ServiceHistory) -> Iterator[tuple[int, bool, TagUse]]:
    """Each such tag, by how many seconds, and whether its timestamp is that of the author."""
    known = service.commits.commits if service.commits else {}
    for use, reading in service.tags:
        fact = known.get(reading.commit)
        if fact is None or fact.committed is None or reading.moment is None:
            continue
        by = fact.committed - reading.moment
        if by > SKEW:
            yield by, reading.moment == fact.authored, use


RULE = Rule(
    code="DDU008",
    name="built-before-commit",
    area="reuse",
    since="0.6.0",
    subject=ServiceHistory,
    severity=Severity.WARNING,
    check=check,
    moments=frozenset({Moment.HISTORY}),
)
