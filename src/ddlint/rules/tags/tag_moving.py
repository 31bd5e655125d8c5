"""Image tag that moves from image to image.

## What
A tag such as `latest`, `main` or `nightly` (`[tags] moving`), in a file that belongs to a configured
environment, or in a field with a marker. Everywhere else nothing is said: examples, tests and tools are full
of `latest`, and nobody releases them. An error for our own image where the environment demands sortable tags
or releases, else a warning.

## Why
The same tag means another image tomorrow. Nodes keep images they have, so that pods of one deployment run
different code; nothing in git changes when the code does, and there is nothing to roll back to. A policy that
sorts has nothing to compare.

## Bad
```yaml
image: ghcr.io/acme/backend:latest # {"$imagepolicy": "flux-system:backend"}
```
```yaml environment=semver
spec:
  containers:
    - image: docker.io/library/busybox:latest
```

## Good
```yaml
spec:
  containers:
    - image: docker.io/library/busybox:latest
```
```yaml environment=sortable
image: ghcr.io/acme/backend:main-1a2b3c4-1700000000 # {"$imagepolicy": "flux-system:backend"}
---
spec:
  containers:
    - image: busybox:latest@sha256:1ff6c18fbef2045af6b9c16bf034cc421a29027b800e4f9b68ae9b1cb3e9ae07
```

## Fix
Write a tag that is pushed once and never again, or add the digest behind it (`latest@sha256:...`).

## Source
The release process: never reuse a tag for a newer build, since nodes cache images. Kubernetes documentation,
"Images": avoid `:latest` in production.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.config.environments import environment_of
from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.deployed_image import deployed_image
from ddlint.model.scalar import Scalar
from ddlint.rules.tags.form_screen import screen_for
from ddlint.rules.tags.reading import demand_on, is_moving, span_of


def check(scalar: Scalar, context: Context) -> Iterable[Outcome]:
    """Find moving tags where it matters."""
    settings = context.settings
    image = deployed_image(scalar)
    if image is None or not is_moving(image.tag, settings.tags.moving) or _is_pinned(scalar):
        return
    environment = environment_of(scalar.path, settings)
    if environment is None and not image.policy:
        return
    demand = demand_on(scalar, image, settings)
    where = f"{environment[0]} runs" if environment else "the cluster runs"
    yield Finding(
        f"image tag {image.tag!r} moves from image to image: what {where} changes without a commit",
        span_of(scalar, image),
        label="a moving tag",
        help="write a tag that is pushed once and never again, or pin it with its digest",
        identity=(scalar.route, image.tag),
        severity=Severity.WARNING if demand.tags == "any" else Severity.ERROR,
    )


def _is_pinned(scalar: Scalar) -> bool:
    """Whether a digest decides which image it is."""
    if "@sha256:" in scalar.value:
        return True
    siblings = scalar.siblings
    return any(key in siblings and siblings[key].value for key in ("digest", "newDigest"))


RULE = Rule(
    code="DDT007",
    name="tag-moving",
    area="tags",
    since="0.2.0",
    subject=Scalar,
    severity=Severity.WARNING,
    check=check,
    screen_for=screen_for,
)
