"""Deployed commits that are not on main, or nowhere.

## What
Tags of a sortable form (`[tags] sortable`) that were deployed at some time, whose commits are neither on the
main branch nor on a release branch of their service (`[services.NAME] path`), or not in its clone at all.
One service is one finding. Forms with `{branch}` are left alone, and tags that are newer than the clone.
Commits whose history was rewritten, and that are on main as another commit, do not count.

## Why
Nobody can say which code ran then, or build it again: it was built from a branch that is gone, or a forced
push took it away.

## Bad
```history commits=1a2b3c4:1700000000,5d6e7f8:off-main
1 flux main-1a2b3c4-1700000000
2 flux main-5d6e7f8-1700000060
```

## Good
```history commits=1a2b3c4:1700000000
1 flux main-1a2b3c4-1700000000
2 flux pr-7-deadbee-1700000060
```

## Fix
Keep the branches that images were deployed from; let only builds of main and of release branches be selected
by policies.

## Source
The release process: a push to main or to a release branch builds an image. In real config repositories 3 of
1,952 and 2 of 494 commits were gone. `commit-not-found` and `commit-off-main` say it of what runs today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.service_history import ServiceHistory
from ddlint.model.deployments.tag_use import TagUse
from ddlint.model.service_commits import CommitFact, Found, ServiceCommits
from ddlint.rules.reuse.services_unknown import not_configured, not_read
from ddlint.rules.reuse.wording import commit, counted, day, named

_SHOWN = 4


def check(service: ServiceHistory, context: Context) -> Iterable[Outcome]:
    """Find commits that no line holds."""
    if service.unknown:
        yield not_configured(service)
        return
    if not any(reading.is_of_line and reading.commit for _, reading in service.tags):
        return
    if service.commits is None:
        yield not_read(service, "commits")
    elif lack := _lack(service.commits):
        yield lack
    elif found := sorted(_lost(service, service.commits), key=lambda use: (-use.step.time, use.tag)):
        yield Finding(
            f"commits in {counted(len(found), 'tag')} of {service.service} that ran are neither on "
            f"{service.commits.main} nor on a release branch, last on {day(found[0].step.time)}: "
            f"{named(use.tag for use in found)}",
            found[0].place,
            label=found[0].tag,
            related=tuple(commit(use.step, f"{use.tag} came") for use in found[1:_SHOWN]),
            help="let policies select builds of main and of release branches alone, and keep those branches",
            identity=(service.service,),
        )


def _lack(known: ServiceCommits) -> NotAvailable | None:
    if known.lack:
        remedy = "git fetch --unshallow" if known.lack == "shallow" else "git fetch --refetch --no-filter"
        return NotAvailable(f"{known.path} is no whole clone: it may lack commits", remedy)
    if not known.main or known.newest is None:
        return NotAvailable(f"{known.path} has no main branch to look in", "fetch it, or set [branches] main")
    return None


def _lost(service: ServiceHistory, known: ServiceCommits) -> Iterator[TagUse]:
    for use, reading in service.tags:
        fact = known.commits.get(reading.commit)
        if reading.is_of_line and fact is not None and _is_lost(fact, reading.moment or 0, known.newest or 0):
            yield use


def _is_lost(fact: CommitFact, moment: int, newest: int) -> bool:
    if fact.found is Found.COMMIT:
        return not fact.line and not fact.twin
    return fact.found is not Found.AMBIGUOUS and moment < newest


RULE = Rule(
    code="DDU012",
    name="deployed-off-main",
    area="reuse",
    since="0.6.0",
    subject=ServiceHistory,
    severity=Severity.WARNING,
    check=check,
    moments=frozenset({Moment.HISTORY}),
)
