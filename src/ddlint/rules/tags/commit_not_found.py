"""Image tag whose commit is not in the repository of its service.

## What
A deployed tag of a sortable form whose commit id names nothing, or no commit, in the clone of its service
(`[services.NAME] path`). Where the clone cannot know, because it is shallow or ends before the time of the
tag, the answer is *not available*. With `{branch}` in the form it is a warning: branches are deleted.

## Why
Nobody can say which code runs, what changed since, or build it again. Such an image was built from a commit
that was never pushed, or that a forced push took away, or from another repository.

## Bad
```yaml commits=1a2b3c4:1700000000
image: ghcr.io/acme/backend:main-deadbee-1690000000 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml commits=1a2b3c4:1700000000
image: ghcr.io/acme/backend:main-1a2b3c4-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Deploy a build of a commit that is there. Where the clone is old: `git fetch` in it.

## Source
Measured on a real config repository: 2 of 494 and 0 of 2,292 production tags named a commit that was gone.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.deployed_tag import DeployedTag
from ddlint.model.service_commits import Found
from ddlint.model.tag_template import Field


def check(deployed: DeployedTag, context: Context) -> Iterable[Outcome]:
    """Find commits that the clone of the service does not have."""
    known, commit = deployed.service, deployed.commit
    if commit.found in (Found.COMMIT, Found.AMBIGUOUS):
        return
    if commit.found is Found.MISSING and (lack := _lack(deployed)) is not None:
        yield lack
        return
    what = "is no commit" if commit.found is Found.OTHER else "does not exist"
    yield Finding(
        f"commit {deployed.tag.commit} of {deployed.tag.tag!r} {what} in the repository of {known.service}",
        deployed.span(Field.COMMIT),
        label="not a commit of the service",
        help=f"deploy a build of a commit of {known.service}, or `git fetch` in its clone ({known.path})",
        identity=(deployed.sighting.route, deployed.tag.tag),
        severity=Severity.WARNING if deployed.tag.branch else Severity.ERROR,
    )


def _lack(deployed: DeployedTag) -> NotAvailable | None:
    """Why the clone cannot know, where it cannot."""
    known, commit = deployed.service, deployed.tag.commit
    if known.lack == "shallow":
        return NotAvailable(f"{known.path} is shallow: it may lack commit {commit}", "git fetch --unshallow")
    if known.lack:
        return NotAvailable(
            f"{known.path} is a partial clone: it may lack commit {commit}", "git fetch --refetch --no-filter"
        )
    if not known.main or known.newest is None:
        return NotAvailable(f"{known.path} has no main branch to look in", "fetch it, or set [branches] main")
    if deployed.tag.timestamp >= known.newest:
        return NotAvailable(
            f"{known.path} ends before the time of {deployed.tag.tag!r}: it may lack commit {commit}",
            f"git fetch in {known.path}",
        )
    return None


RULE = Rule(
    code="DDT011",
    name="commit-not-found",
    area="tags",
    since="0.2.0",
    subject=DeployedTag,
    severity=Severity.ERROR,
    check=check,
)
