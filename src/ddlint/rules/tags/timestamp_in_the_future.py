"""Timestamp of an image tag that lies in the future.

## What
A tag of a sortable form whose timestamp is later than now: by more than five minutes a warning, by more than
a day an error.

## Why
A policy that sorts by timestamp selects this tag until that time has come, whatever is built until then.
Every newer build is passed over, and nobody is told.

## Bad
```yaml
image: ghcr.io/acme/backend:main-1a2b3c4-4000000000 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml
image: ghcr.io/acme/backend:main-1a2b3c4-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Set the clock of the build machine, delete the tag from the registry, and build again.

## Source
Flux sorts by the number alone: fluxcd/image-reflector-controller, internal/policy/numerical.go.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.deployed_image import deployed_image
from ddlint.model.scalar import Scalar
from ddlint.model.sortable_tag import SortableTag
from ddlint.model.tag_template import Field
from ddlint.rules.tags.form_screen import screen_for
from ddlint.rules.tags.moments import DAY, SKEW, how_long
from ddlint.rules.tags.reading import reading_of, span_of


def check(scalar: Scalar, context: Context) -> Iterable[Outcome]:
    """Find timestamps that are yet to come."""
    image = deployed_image(scalar)
    if image is None:
        return
    tag = reading_of(image.tag, context.settings)
    if not isinstance(tag, SortableTag):
        return
    if context.now is None:
        yield NotAvailable("what time it is was not said", "run it with a clock")
        return
    ahead = tag.timestamp - context.now
    if ahead <= SKEW:
        return
    yield Finding(
        f"the timestamp of {image.tag!r} lies {how_long(ahead)} in the future: until then no build is newer",
        span_of(scalar, image, *tag.span(Field.TIMESTAMP)),
        label="in the future",
        help="set the clock of the build machine, delete the tag from the registry and build again",
        identity=(scalar.route, image.tag),
        severity=Severity.ERROR if ahead > DAY else Severity.WARNING,
    )


RULE = Rule(
    code="DDT009",
    name="timestamp-in-the-future",
    area="tags",
    since="0.2.0",
    subject=Scalar,
    severity=Severity.ERROR,
    check=check,
    screen_for=screen_for,
)
