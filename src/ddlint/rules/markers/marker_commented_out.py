"""Marker is on a line that is commented out as a whole.

## What
A commented-out field with its marker (`# image: x # {...}`). This is the normal way to switch automation
off, so it is information only.

## Why
The field does not exist as long as the line is a comment. A reader of an inventory of markers wants to
know that this one is off on purpose.

## Bad
```yaml
image:
  tag: v1
  # tag: v2 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Good
```yaml
image:
  tag: v2 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Fix
Nothing to mend. Remove the line when it is no longer wanted.

## Source
Our process: in a large public configuration repository 6 of 100 marker lines are switched off like this.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.rules.markers.ordinary import needs_a_look


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find markers that are switched off."""
    if site.position is Position.COMMENTED_OUT:
        yield Finding(
            "marker is switched off: its line is commented out",
            site.span,
            label="off",
            help="remove the line when it is no longer wanted",
        )


RULE = Rule(
    code="DDM016",
    name="marker-commented-out",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.INFO,
    check=check,
    screen=needs_a_look,
)
