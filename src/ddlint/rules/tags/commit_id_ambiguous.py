"""Commit id in an image tag that more than one commit of the service has.

## What
A deployed tag of a sortable form whose abbreviated commit id is the beginning of several commit ids in the
clone of its service (`[services.NAME] path`).

## Why
Nobody can say which code runs. The id was unique when the image was built; the repository has grown.

## Bad
```yaml commits=1a2b3c4:ambiguous
image: ghcr.io/acme/backend:main-1a2b3c4-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml commits=1a2b3c4d5e:1700000000
image: ghcr.io/acme/backend:main-1a2b3c4d5e-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Build with more digits: `git rev-parse --short=10 HEAD`, or the whole id.

## Source
Measured: of 10,000 ids with 8 digits in a large repository one was ambiguous; with 7 digits, sixteen times as
many are.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.deployed_tag import DeployedTag
from ddlint.model.service_commits import Found
from ddlint.model.tag_template import Field


def check(deployed: DeployedTag, context: Context) -> Iterable[Outcome]:
    """Find ids that name several commits."""
    if deployed.commit.found is not Found.AMBIGUOUS:
        return
    yield Finding(
        f"commit id {deployed.tag.commit} names more than one commit of {deployed.service.service}",
        deployed.span(Field.COMMIT),
        label="ambiguous",
        help="build with more digits: `git rev-parse --short=10 HEAD`, or the whole id",
        identity=(deployed.sighting.route, deployed.tag.tag),
    )


RULE = Rule(
    code="DDT012",
    name="commit-id-ambiguous",
    area="tags",
    since="0.2.0",
    subject=DeployedTag,
    severity=Severity.WARNING,
    check=check,
)
