"""Marker stands where Flux does not look, so it does nothing.

## What
A marker on a line of its own above or below a value, behind a key whose value stands on the next lines,
behind a one-line `{...}` or `[...]`, behind `---`, or after the end of a document.

## Why
Flux reads the comment of a scalar value: the text behind the value, on its line. Everywhere else a marker
is an ordinary comment. Nothing is logged, the automation stays "up to date", and the deployment stops
moving.

## Bad
```yaml
# {"$imagepolicy": "flux-system:backend:tag"}
tag: v1
```
```yaml
image: # {"$imagepolicy": "flux-system:backend:tag"}
  tag: v1
```
```yaml
image: {name: ghcr.io/acme/backend, tag: v1} # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
spec:
  containers:
    # {"$imagepolicy": "flux-system:backend"}
    - image: ghcr.io/acme/backend:1.4.2
```

## Good
```yaml
image:
  name: ghcr.io/acme/backend
  tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
image: {
  name: ghcr.io/acme/backend,
  tag: v1, # {"$imagepolicy": "flux-system:backend:tag"}
}
```

## Fix
Put the marker behind the value that it drives, on the value's line; break a one-line collection into
lines first. Where one value is very likely meant and can carry a comment, ddlint offers to move the
marker there. That fix is unsafe: it is a guess which value is meant, and Flux will act on it.

## Source
kyaml `fieldmeta.Read` (line comment, then head comment, of a scalar value) and
image-automation-controller `internal/update/filter.go` (`accept`); each position was tried with Flux's
own code.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Fix, Label, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.model.scalar import Scalar
from ddlint.rules.markers.edits import marker, moved, on_own_line
from ddlint.rules.markers.meant import meant
from ddlint.rules.markers.ordinary import needs_a_look
from ddlint.rules.markers.readable import is_prose, is_setter

POSITIONS = {
    Position.KEY: "it belongs to the key, not to a value",
    Position.FLOW: "it stands behind a collection, not behind one value",
    Position.SEPARATOR: "it stands behind a document separator",
    Position.AFTER_END: "it stands after the end of the document, where Flux reads nothing",
    Position.ABOVE_KEY: "it stands on a line of its own above a key",
    Position.ABOVE_ITEM: "it stands on a line of its own above a list item",
    Position.BELOW: "it stands on a line of its own below the value",
    Position.OVERWRITTEN: "Flux writes this value in metadata anew as it reads the file",
}

_NO_BETTER_PLACE = frozenset({Position.FLOW, Position.OVERWRITTEN})


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find markers in positions that Flux does not read."""
    where = POSITIONS.get(site.position) or _hidden(site)
    if not where or site.live or is_setter(site) or (on_own_line(site) and is_prose(site)):
        return
    comment = _comment(site)
    target = meant(site, comment)
    yield Finding(
        f"marker is dead here: {where}",
        site.span,
        label="Flux does not read a marker here",
        related=(Label(target.span, "it belongs behind this value"),) if target else (),
        help=_help(site, comment, target),
        fix=_fix(site, comment, target),
    )


def _hidden(site: MarkerSite) -> str:
    """Why a head comment is not read: the comment behind the value comes first."""
    if site.position is Position.HEAD and site.target is not None and site.target.comment is not None:
        return "it stands above a value that has a comment of its own, and Flux reads that one only"
    return ""


def _comment(site: MarkerSite) -> str:
    """The marker as it should stand behind the value."""
    if site.reading.setter:
        return f"# {marker(site.reading.setter)}"
    return site.reading.corrected or site.raw


def _help(site: MarkerSite, comment: str, target: Scalar | None) -> str:
    if target is None or "\n" in target.raw:
        return f"put it behind the value that it drives, on the value's line: {comment}"
    if site.position is Position.FLOW:
        return f"break the collection into lines and write: {target.raw} {comment}"
    return f"put it behind the value, on the value's line: {target.raw} {comment}"


def _fix(site: MarkerSite, comment: str, target: Scalar | None) -> Fix | None:
    known = site.reading.setter or site.reading.corrected
    edits = () if site.position in _NO_BETTER_PLACE or not known else moved(site, comment, target)
    return Fix("move the marker behind the value", edits, safe=False) if edits else None


RULE = Rule(
    code="DDM010",
    name="marker-dead-position",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.ERROR,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.UNSAFE,
)
