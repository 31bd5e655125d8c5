"""Version that was deployed before its release tag was made, or whose tag has moved since.

## What
An image tag that is a version of a service (`[services.NAME] path`), and whose release tag in the service's
repository is on a commit that was made after the version was first deployed, or is not the commit it was on
when it was recorded (`ddlint tags record`): the tag has moved, and it is an error. An annotated tag that was
itself made after the first deployment is a warning. A lightweight tag does not say when it was made.

## Why
What runs is not what the tag shows. Whoever looks up what is in the version, forks a hotfix from it or rolls
back to it has other code before them.

## Bad
```history releases=v1.4.2:1700100000
1 flux v1.4.2 at=1700000000
```
```history releases=v1.4.2:1699990000:tagged=1700100000
1 flux v1.4.2 at=1700000000
```
```history releases=v1.4.2:1699990000:was=0123456789
1 flux v1.4.2 at=1700000000
```

## Good
```history releases=v1.4.2:1699990000:tagged=1699995000
1 flux v1.4.2 at=1700000000
```

## Fix
Never move a release tag: make the next patch version. Build images from the tag, after it is made.

## Source
The release process: a version is built from its tag; never reuse a tag.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.service_history import ReleaseFact, ServiceHistory
from ddlint.model.deployments.tag_use import TagUse
from ddlint.model.ref_update import short
from ddlint.rules.reuse.services_unknown import not_configured, not_read
from ddlint.rules.reuse.wording import day
from ddlint.rules.tags.moments import SKEW, how_long

_MOVED = "the tag has moved since, or the image was built from something else"


def check(service: ServiceHistory, context: Context) -> Iterable[Outcome]:
    """Find versions that ran before what their tags show."""
    if service.unknown:
        yield not_configured(service)
        return
    if service.releases is None:
        if service.versions:
            yield not_read(service, "release tags")
        return
    told: set[str] = set()
    for use, key in service.versions:
        release = service.releases.get(key)
        if release is None or release.tag in told:
            continue
        told.add(release.tag)
        yield from _judged(service.service, use, release)


def _judged(service: str, use: TagUse, release: ReleaseFact) -> Iterable[Outcome]:
    says = _what_is_wrong(use, release)
    if says is None:
        return
    severity, text = says
    yield Finding(
        f"{use.tag} of {service} was deployed on {day(use.step.time)}, and {text}",
        use.place,
        label="first deployed",
        help="never move a release tag: make the next patch version, and build it from its tag",
        identity=(service, release.tag),
        severity=severity,
    )


def _what_is_wrong(use: TagUse, release: ReleaseFact) -> tuple[Severity, str] | None:
    first = use.step.time
    here = f"its tag {release.tag} is on {short(release.commit)}"
    if release.was_on and release.was_on != release.commit:
        return Severity.ERROR, f"{here} now, and was on {short(release.was_on)} when it was recorded"
    if release.committed - first > SKEW:
        return Severity.ERROR, f"{here}, made {how_long(release.committed - first)} after that: {_MOVED}"
    if release.tagged is not None and release.tagged - first > SKEW:
        late = how_long(release.tagged - first)
        return (
            Severity.WARNING,
            f"its tag {release.tag} was made {late} after that: it did not exist, or has moved",
        )
    return None


RULE = Rule(
    code="DDU009",
    name="deployed-before-release",
    area="reuse",
    since="0.6.0",
    subject=ServiceHistory,
    severity=Severity.ERROR,
    check=check,
    moments=frozenset({Moment.HISTORY}),
)
