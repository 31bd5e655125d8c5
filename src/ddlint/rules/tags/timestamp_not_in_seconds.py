"""Timestamp of an image tag that counts milliseconds, microseconds or nanoseconds.

## What
A tag that is of a sortable form but for its timestamp, which has 13, 16 or 19 digits and makes sense as
milliseconds, microseconds or nanoseconds. Looked at are fields with a marker and files of a configured
environment. An error where the environment demands sortable tags of the image, else a warning.

## Why
A policy compares numbers. One build with milliseconds is newer than every build with seconds for the next
fifty thousand years: Flux selects it and never lets go. With the fixed-width pattern that ddlint recommends
it is never selected at all. Nanoseconds do not even fit: Flux reads 64-bit floats, and the last digits are
lost.

## Bad
```yaml
image: ghcr.io/acme/backend:main-1a2b3c4-1700000000123 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml
image: ghcr.io/acme/backend:main-1a2b3c4-1700000000 # {"$imagepolicy": "flux-system:backend"}
```
```yaml
image: ghcr.io/acme/backend:build-1700000000123 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Build with `date +%s`, and delete the tag with the long timestamp from the registry.

## Source
fluxcd/image-reflector-controller#145 (mixed widths elect the old tag).
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
    """Find timestamps that do not count seconds."""
    found = faulty(scalar, context.settings)
    if found is None or found[1].why is not Why.UNIT:
        return
    image, fault = found
    demand = demand_on(scalar, image, context.settings)
    if not image.policy and not demand.environment:
        return
    yield Finding(
        f"{fault.text}: sorted among seconds, {image.tag!r} is the newest tag for ever",
        span_of(scalar, image, fault.start, fault.end),
        label="not seconds",
        help=f"build with `date +%s`: {fault.corrected or 'ten digits'}; delete this tag from the registry",
        identity=(scalar.route, image.tag),
        severity=Severity.ERROR if demand.tags == "sortable" else Severity.WARNING,
    )


RULE = Rule(
    code="DDT008",
    name="timestamp-not-in-seconds",
    area="tags",
    since="0.2.0",
    subject=Scalar,
    severity=Severity.WARNING,
    check=check,
    screen_for=screen_for,
)
