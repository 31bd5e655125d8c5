"""Commit id in an image tag that is too short to name one commit for long.

## What
A tag that is of a sortable form but for its commit id, which has four to six hexadecimal digits. Looked at
are fields with a marker and files of a configured environment. An error where the environment demands
sortable tags of the image, else a warning.

## Why
Six digits tell 16 million commits apart, and by the law of birthdays two of a few thousand are soon the same:
nobody can say which code runs. git itself abbreviates to seven digits or more. The pattern that ddlint
recommends for the ImagePolicy does not match such a tag.

## Bad
```yaml
image: ghcr.io/acme/backend:main-1a2b3-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml
image: ghcr.io/acme/backend:main-1a2b3c4d5e-1700000000 # {"$imagepolicy": "flux-system:backend"}
```
```yaml
image: ghcr.io/acme/backend:main-123-1700000000 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Build with `git rev-parse --short=10 HEAD` (Cloud Build's `$SHORT_SHA` has seven digits), or the whole id.

## Source
Measured: of 10,000 ids with 8 digits in a large repository one was ambiguous.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.scalar import Scalar
from ddlint.model.tag_date import Why
from ddlint.rules.tags.form_screen import screen_for
from ddlint.rules.tags.reading import demand_on, faulty, span_of


def check(scalar: Scalar, context: Context) -> Iterable[Outcome]:
    """Find commit ids of four to six digits."""
    found = faulty(scalar, context.settings)
    if found is None or found[1].why is not Why.SHORT_COMMIT:
        return
    image, fault = found
    demand = demand_on(scalar, image, context.settings)
    if not image.policy and not demand.environment:
        return
    yield Finding(
        f"{fault.text}: in a while {image.tag[fault.start : fault.end]!r} names more than one commit",
        span_of(scalar, image, fault.start, fault.end),
        label="too short",
        help="build with ten digits (`git rev-parse --short=10 HEAD`) or the whole id",
        identity=(scalar.route, image.tag),
        severity=Severity.ERROR if demand.tags == "sortable" else Severity.WARNING,
    )


RULE = Rule(
    code="DDT010",
    name="commit-id-too-short",
    area="tags",
    since="0.2.0",
    subject=Scalar,
    severity=Severity.WARNING,
    check=check,
    screen_for=screen_for,
)
