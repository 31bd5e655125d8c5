"""Marker stands on the line above its value, where it works by accident.

## What
A marker that is the only comment line above a list item, or above a value that stands on a line of its
own. Flux reads it there, because its parser calls that comment the value's head comment.

## Why
A second comment line, a note behind the value, or a rewrite of the file by Flux itself takes the marker
out of that place, and then it is dead without a word. Above a mapping key, which looks the same, it has
never worked.

## Bad
```yaml
args:
  # {"$imagepolicy": "flux-system:backend:tag"}
  - v1
```
```yaml
tag:
  # {"$imagepolicy": "flux-system:backend:tag"}
  v1
```

## Good
```yaml
args:
  - v1 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Fix
Put the marker behind the value. `--fix` does it: Flux sets the same value before and after.

## Source
kyaml `fieldmeta.Read`: the first of line comment and head comment that is not empty decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Fix, Label, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.rules.markers.edits import marker, moved
from ddlint.rules.markers.ordinary import needs_a_look
from ddlint.rules.markers.readable import is_setter


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find live markers that are head comments."""
    if site.position is not Position.HEAD or not site.live or is_setter(site):
        return
    comment = f"# {marker(site.reading.setter)}" if site.reading.marker else site.raw
    edits = moved(site, comment, site.target)
    value = site.target.raw if site.target and "\n" not in site.target.raw else "the value"
    yield Finding(
        "marker on the line above its value works by accident: a second comment or a rewrite kills it",
        site.span,
        label="read as the head comment of the value",
        related=(Label(site.target.span, "the value that Flux sets"),) if site.target else (),
        help=f"put it behind the value: {value} {comment}",
        fix=Fix("move the marker behind the value", edits, safe=True) if edits else None,
    )


RULE = Rule(
    code="DDM011",
    name="marker-head-comment",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.WARNING,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.SAFE,
)
