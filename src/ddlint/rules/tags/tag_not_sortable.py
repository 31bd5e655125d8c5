"""Image tag that Flux cannot sort, where sortable tags are demanded.

## What
In an environment with `tags = "sortable"`, the tag of one of our own images that has none of the forms in
`[tags] sortable`, such as `main-{commit}-{timestamp}`. Ours are the images of a configured service; where no
service is configured, those with a marker; or those that `[tags] images` names. Placeholders, moving tags
(`tag-moving`) and tags that no registry takes (`tag-illegal`) are left to others.

## Why
The ImagePolicy that follows main filters by that form and sorts by its timestamp. It never selects another
tag, and nobody is told: the deployment just stands still, or jumps away from a tag set by hand.

## Bad
```yaml environment=sortable
image: ghcr.io/acme/backend:main-1a2b3c4 # {"$imagepolicy": "flux-system:backend"}
```
```yaml environment=sortable
image:
  repository: ghcr.io/acme/backend
  tag: main-1A2B3C4-1700000000 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Good
```yaml environment=sortable
image: ghcr.io/acme/backend:main-1a2b3c4-1700000000 # {"$imagepolicy": "flux-system:backend"}
---
spec:
  containers:
    - image: docker.io/library/redis:7.2.4
```
```yaml
image: ghcr.io/acme/backend:main-1a2b3c4 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Let the build push a tag of the form, and write that one here. `ddlint flux policy-for` prints the policy that
sorts it. There is no automatic fix: the image is only known under its tag.

## Source
The Flux guide "How to make sortable image tags to use with automation"; fluxcd/flux2#3449.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.image import tag_fault
from ddlint.model.scalar import Scalar
from ddlint.model.tag_date import Why
from ddlint.model.tag_template import parse_template
from ddlint.rules.tags.form_screen import screen_for
from ddlint.rules.tags.reading import demand_on, faulty, is_moving, span_of

_OF_OTHERS = {Why.UNIT, Why.SHORT_COMMIT}


def check(scalar: Scalar, context: Context) -> Iterable[Outcome]:
    """Find tags of our own images that are of no sortable form."""
    settings = context.settings
    if not settings.environments or (found := faulty(scalar, settings)) is None:
        return
    image, fault = found
    if fault.why in _OF_OTHERS or tag_fault(image.tag) or is_moving(image.tag, settings.tags.moving):
        return
    demand = demand_on(scalar, image, settings)
    if demand.tags != "sortable":
        return
    form = fault.template or parse_template(settings.tags.sortable[0])
    example = fault.corrected or getattr(form, "example", "")
    yield Finding(
        f"image tag {image.tag!r} is not sortable, as {demand.environment} needs it: {fault.text}; "
        "no policy for sortable tags ever selects it",
        span_of(scalar, image, fault.start, fault.end),
        label="not sortable",
        help=f"build and deploy a tag such as {example}; `ddlint flux policy-for` prints its policy",
        identity=(scalar.route, image.tag),
    )


RULE = Rule(
    code="DDT005",
    name="tag-not-sortable",
    area="tags",
    since="0.2.0",
    subject=Scalar,
    severity=Severity.ERROR,
    check=check,
    screen_for=screen_for,
)
