"""Image tag whose commit is neither on main nor on a release branch.

## What
A deployed tag of a sortable form whose commit is in the clone of its service, but is reached neither from the
main branch (`[branches] main`), nor from a release branch (`[branches] release`) or the tag of a release.
Forms with `{branch}` are left alone. Where main has a commit by the same author, of the same time and with
the same message, its history was rewritten, and it is a warning. In a shallow clone, and where there is no
main branch, the answer is *not available*.

## Why
Only what is on main or on a hotfix branch was reviewed and is built for deployment. A commit from elsewhere
was built by hand, or its branch was rewritten after the build; the next build of main takes it away again.

## Bad
```yaml commits=1a2b3c4:1700000000,5d6e7f8:off-main
image: ghcr.io/acme/backend:main-5d6e7f8-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml commits=1a2b3c4:1700000000
image: ghcr.io/acme/backend:main-1a2b3c4-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Merge the commit, and deploy the build of main.

## Source
The release process: a push to main or to a release branch builds an image. Measured: 0 of 2,784 production
tags were off main.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.deployed_tag import DeployedTag
from ddlint.model.service_commits import Found
from ddlint.model.tag_template import Field


def check(deployed: DeployedTag, context: Context) -> Iterable[Outcome]:
    """Find commits that no line holds."""
    known, commit = deployed.service, deployed.commit
    if commit.found is not Found.COMMIT or commit.line or deployed.tag.branch:
        return
    if known.lack == "shallow":
        yield NotAvailable(
            f"{known.path} is shallow: whether {commit.oid[:10]} is on {known.main or 'main'} is not known",
            "git fetch --unshallow",
        )
        return
    if not known.main:
        yield NotAvailable(f"{known.path} has no main branch", "fetch it, or set [branches] main")
        return
    twin = f": its history was rewritten, and {commit.twin[:10]} is there instead" if commit.twin else ""
    yield Finding(
        f"commit {deployed.tag.commit} of {deployed.tag.tag!r} is neither on {known.main} of {known.service} "
        f"nor on a release branch{twin}",
        deployed.span(Field.COMMIT),
        label=f"not on {known.main}",
        help=f"{'build it again' if commit.twin else 'merge it'}, and deploy the build of {known.main}",
        identity=(deployed.sighting.route, deployed.tag.tag),
        severity=Severity.WARNING if commit.twin else Severity.ERROR,
    )


RULE = Rule(
    code="DDT013",
    name="commit-off-main",
    area="tags",
    since="0.2.0",
    subject=DeployedTag,
    severity=Severity.ERROR,
    check=check,
)
