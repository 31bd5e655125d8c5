"""Deployed images of older commits with newer timestamps.

## What
Tags of one image that differ in commit and timestamp alone, and that were deployed at some time: the one with
the newer timestamp has the older commit, an ancestor of the other's, by the clone of the service
(`[services.NAME] path`). One image is one finding. Only commits that were steps of main, or of one release
branch, are compared.

## Why
Flux goes by the timestamp alone: it took older code for the newest build and deployed it. Two builds overtook
each other, or an old commit was built again. Until the next build, what was just merged did not run.

## Bad
```history commits=1a2b3c4:1700000000,5d6e7f8:1700000060
1 flux main-5d6e7f8-1700000300
2 flux main-1a2b3c4-1700000360
```

## Good
```history commits=1a2b3c4:1700000000,5d6e7f8:1700000060
1 flux main-1a2b3c4-1700000300
2 flux main-5d6e7f8-1700000360
```

## Fix
Let builds of one branch wait for each other, or take the committer's date as the timestamp
(`git log -1 --format=%ct`). To roll back, delete newer tags rather than build old commits again.

## Source
The release process: roll back by deleting. In a real config repository 6 of 2,846 tags; one of them a person
noticed after two hours, and Flux undid the mending. `older-commit-with-newer-timestamp` says it of what runs
today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.service_history import ServiceHistory
from ddlint.model.deployments.tag_use import TagUse
from ddlint.model.service_commits import CommitFact
from ddlint.rules.reuse.services_unknown import not_configured, not_read
from ddlint.rules.reuse.wording import commit, counted, day, named


class _Built(NamedTuple):
    """A tag, when it was built, and of which commit."""

    moment: int
    use: TagUse
    fact: CommitFact


def check(service: ServiceHistory, context: Context) -> Iterable[Outcome]:
    """Find older code that passed for newer."""
    if service.unknown:
        yield not_configured(service)
    elif service.commits is not None:
        for line in _lines(service, service.commits.commits).values():
            yield from _told(service.service, [*_overtaken(line)])
    elif any(reading.commit for _, reading in service.tags):
        yield not_read(service, "commits")


def _told(service: str, found: list[tuple[TagUse, TagUse]]) -> Iterator[Finding]:
    if not found:
        return
    last, ahead = max(found, key=lambda pair: (pair[0].step.time, pair[0].tag))
    yield Finding(
        f"older code of {service} passed for newer in {counted(len(found), 'tag')} of {last.image}, last on "
        f"{day(last.step.time)}: {named(use.tag for use, _ in found)}",
        last.place,
        label=last.tag,
        related=(commit(ahead.step, f"{ahead.tag}: the newer code"),),
        help="let builds of one branch wait for each other, or take the time of the commit for the tag",
        identity=(last.image,),
    )


def _lines(service: ServiceHistory, known: Mapping[str, CommitFact]) -> dict[tuple[str, str], list[_Built]]:
    """The tags that compete with each other, in the order of their timestamps."""
    found: dict[tuple[str, str], list[_Built]] = defaultdict(list)
    for use, reading in service.tags:
        fact = known.get(reading.commit)
        if fact is not None and reading.moment is not None:
            found[use.image, reading.scale].append(_Built(reading.moment, use, fact))
    return {key: sorted(line, key=lambda each: (each.moment, each.use.tag)) for key, line in found.items()}


def _overtaken(line: Iterable[_Built]) -> Iterator[tuple[TagUse, TagUse]]:
    """Each tag with an older commit than one before it, and that one; the furthest before it is enough."""
    furthest: dict[str, _Built] = {}
    for each in line:
        best = furthest.get(each.fact.line)
        if best and best.moment < each.moment and best.fact.descends_from(each.fact):
            yield each.use, best.use
        if each.fact.is_step and (best is None or best.fact.step < each.fact.step):
            furthest[each.fact.line] = each


RULE = Rule(
    code="DDU013",
    name="older-commit-deployed",
    area="reuse",
    since="0.6.0",
    subject=ServiceHistory,
    severity=Severity.WARNING,
    check=check,
    moments=frozenset({Moment.HISTORY}),
)
