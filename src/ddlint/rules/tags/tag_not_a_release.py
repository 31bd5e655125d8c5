"""Image tag that is no release, where releases are demanded.

## What
In an environment with `tags = "semver"`, the tag of one of our own images that is no version of SemVer, with
or without a `v` in front. Which images are ours: see `tag-not-sortable`. A pre-release is a version too:
whether it may be deployed is not for this rule to say.

## Why
Production runs official releases only. A build of main that gets there was never released: no version, no
changes listed, nothing to roll back to; and the ImagePolicy of the environment, which selects versions,
replaces it at its next interval.

## Bad
```yaml environment=semver
image: ghcr.io/acme/backend:main-1a2b3c4-1700000000 # {"$imagepolicy": "flux-system:backend"}
```
```yaml environment=semver
image:
  repository: ghcr.io/acme/backend
  tag: v1.42 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Good
```yaml environment=semver
image: ghcr.io/acme/backend:v1.42.1 # {"$imagepolicy": "flux-system:backend"}
---
spec:
  containers:
    - image: docker.io/library/redis:7-alpine
```
```yaml environment=sortable
image: ghcr.io/acme/backend:main-1a2b3c4-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Release the commit, and deploy the tag of the release.

## Source
Semantic Versioning 2.0.0; the release process: production gets official releases only.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.deployed_image import deployed_image
from ddlint.model.image import tag_fault
from ddlint.model.scalar import Scalar
from ddlint.model.sortable_tag import SortableTag
from ddlint.rules.tags.form_screen import screen_for
from ddlint.rules.tags.reading import demand_on, is_moving, is_release, reading_of, span_of


def check(scalar: Scalar, context: Context) -> Iterable[Outcome]:
    """Find tags of our own images that are no version."""
    settings = context.settings
    image = deployed_image(scalar) if settings.environments else None
    if image is None or is_release(image.tag):
        return
    if tag_fault(image.tag) or is_moving(image.tag, settings.tags.moving):
        return
    demand = demand_on(scalar, image, settings)
    if demand.tags != "semver":
        return
    built = isinstance(reading_of(image.tag, settings), SortableTag)
    what = "is a build that was not released" if built else "is no version of SemVer"
    yield Finding(
        f"image tag {image.tag!r} {what}: {demand.environment} takes releases only",
        span_of(scalar, image),
        label="not a release",
        help="deploy the tag of a release, such as v1.42.1",
        identity=(scalar.route, image.tag),
    )


RULE = Rule(
    code="DDT006",
    name="tag-not-a-release",
    area="tags",
    since="0.2.0",
    subject=Scalar,
    severity=Severity.ERROR,
    check=check,
    screen_for=screen_for,
)
