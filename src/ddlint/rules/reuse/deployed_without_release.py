"""Versions that were deployed, and have no release tag.

## What
Image tags that are versions of a service (`[services.NAME] path`), and that no release tag of the service's
repository names. One service is one finding. Where the repository has no release tag at all, its tags were
not fetched: not available.

## Why
Nobody can tell what was in the version: the tag was deleted, or there never was one. Its name is free for
another commit.

## Bad
```history releases=v1.4.1:1699990000
1 flux v1.4.1
2 flux v1.4.2
```

## Good
```history releases=v1.4.1:1699990000,v1.4.2:1699991000
1 flux v1.4.1
2 flux v1.4.2
```

## Fix
Make the tag again, on the commit that the image was built from; record it (`ddlint tags record`).

## Source
The release process: a version is a tag of its service's repository. To roll back, no tag has to go.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.service_history import ServiceHistory
from ddlint.rules.reuse.services_unknown import not_configured, not_read
from ddlint.rules.reuse.wording import commit, day, named


def check(service: ServiceHistory, context: Context) -> Iterable[Outcome]:
    """Find versions without a tag."""
    if service.unknown:
        yield not_configured(service)
        return
    if not service.versions:
        return
    if not service.releases:
        yield _without_tags(service)
        return
    releases = service.releases
    found = {key: use for use, key in reversed(service.versions) if key not in releases}
    if not found:
        return
    uses = sorted(found.values(), key=lambda use: (-use.step.time, use.tag))
    deployed = len({key for _, key in service.versions})
    yield Finding(
        f"{len(uses):,} of {deployed:,} versions of {service.service} that were deployed have no release "
        f"tag: {named(use.tag for use in uses)}, last on {day(uses[0].step.time)}",
        uses[0].place,
        label=uses[0].tag,
        related=tuple(commit(use.step, f"{use.tag} came") for use in uses[1:4]),
        help="make each tag again, on the commit that its image was built from; then: ddlint tags record",
        identity=(service.service,),
    )


def _without_tags(service: ServiceHistory) -> NotAvailable:
    if service.releases is None:
        return not_read(service, "release tags")
    return NotAvailable("its clone has no release tag at all", "fetch them: git fetch --tags", asked=False)


RULE = Rule(
    code="DDU010",
    name="deployed-without-release",
    area="reuse",
    since="0.6.0",
    subject=ServiceHistory,
    severity=Severity.WARNING,
    check=check,
    moments=frozenset({Moment.HISTORY}),
)
