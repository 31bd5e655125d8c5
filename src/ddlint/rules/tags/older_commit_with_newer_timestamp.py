"""Newer timestamp on an image of an older commit.

## What
Two deployed tags of one image and one sortable form: the one with the newer timestamp has the older commit,
an ancestor of the other's, by the clone of the service (`[services.NAME] path`). The finding is about the
newer timestamp. Only commits that were steps of main, or of one release branch, are compared.

## Why
Flux goes by the timestamp alone: it takes the older code for the newest build and deploys it. That happens
when an old commit is built again, or when two builds overtake each other.

## Bad
```yaml commits=1a2b3c4:1700000000,5d6e7f8:1700000600
a: ghcr.io/acme/backend:main-5d6e7f8-1700000700 # {"$imagepolicy": "flux-system:backend"}
b: ghcr.io/acme/backend:main-1a2b3c4-1700000800 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml commits=1a2b3c4:1700000000,5d6e7f8:1700000600
a: ghcr.io/acme/backend:main-1a2b3c4-1700000100 # {"$imagepolicy": "flux-system:backend"}
b: ghcr.io/acme/backend:main-5d6e7f8-1700000700 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Delete the tag with the newer timestamp from the registry; Flux goes back to the right one. To roll back,
delete newer tags rather than build old commits again.

## Source
The release process: roll back by deleting. Measured: 0 of 11,904 where timestamps are those of the commits;
with those of the builds it can happen.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.deployed_tag import DeployedTag


def check(deployed: DeployedTag, context: Context) -> Iterable[Outcome]:
    """Find tags that come before another one by commit and after it by timestamp."""
    other = deployed.ahead
    if other is None:
        return
    yield Finding(
        f"{deployed.tag.tag!r} has a newer timestamp than {other.tag.tag!r} and an older commit: "
        "Flux takes the older code for the newest build",
        deployed.span(),
        label="older code, newer timestamp",
        related=(Label(other.span(), "newer code, older timestamp"),),
        help="delete the image from the registry; Flux then takes the other one",
        identity=(deployed.sighting.route, deployed.tag.tag, other.tag.tag),
    )


RULE = Rule(
    code="DDT016",
    name="older-commit-with-newer-timestamp",
    area="tags",
    since="0.2.0",
    subject=DeployedTag,
    severity=Severity.ERROR,
    check=check,
)
