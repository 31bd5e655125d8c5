"""Marker has no value of its own to set: an alias, a second key of the same name, an empty value.

## What
A marker behind `*alias`, behind the value of a key that the mapping already has, or behind a key without
a value.

## Why
Flux writes scalars. An alias is none (the scalar is at the anchor), of two equal keys only the first is
reached, and an empty value carries no comment. The marker is read as an ordinary comment and nothing is
logged.

## Bad
```yaml
base: &tag v1
image:
  tag: *tag # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
image:
  tag: v1
  tag: v2 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
image:
  tag: # {"$imagepolicy": "flux-system:backend:tag"}
  pullPolicy: Always
```

## Good
```yaml
base: &tag v1 # {"$imagepolicy": "flux-system:backend:tag"}
image:
  tag: *tag
```
```yaml
image:
  tag: "" # {"$imagepolicy": "flux-system:backend:tag"}
```

## Fix
Put the marker at the anchor; remove one of the two keys; give the field a value (`""` will do). For an
empty value ddlint offers to write `""`, which Flux then fills: an unsafe fix.

## Source
image-automation-controller `internal/update/filter.go` (`accept` visits scalar nodes only); kyaml looks a
field up by its first key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.engine.finding import Edit, Finding, Fix, Label, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.model.place import FileSpan
from ddlint.rules.markers.edits import line_start, on_own_line
from ddlint.rules.markers.ordinary import needs_a_look

_ALIAS = re.compile(r"\*(\S+)[ \t]*\Z")
_IMAGE_FIELD = re.compile(r"(?i:image|tag|name|version|digest|repository)[\"']?[ \t]*:[ \t]*\Z")
MESSAGES = {
    Position.ALIAS: "marker behind an alias is dead: the value stands at the anchor",
    Position.DUPLICATE: "marker behind the second of two equal keys is dead: Flux reaches the first only",
    Position.EMPTY: "marker behind an empty value is dead: there is no value that could carry it",
}
HELP = {
    Position.ALIAS: "put the marker behind the anchor's value",
    Position.DUPLICATE: "remove one of the two keys and keep the marker behind the value that stays",
    Position.EMPTY: 'give the field a value; `""` will do',
}


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find markers behind something that is no scalar of its own."""
    message = MESSAGES.get(site.position)
    if message is None or site.live:
        return
    yield Finding(
        message,
        site.span,
        label="nothing here that Flux could set",
        related=_related(site),
        help=HELP[site.position],
        fix=_fix(site),
    )


def _related(site: MarkerSite) -> tuple[Label, ...]:
    if site.position is Position.ALIAS:
        return _anchor(site)
    target = site.target
    if target is None:
        return ()
    first = target.siblings.get(str(target.step))
    if site.position is not Position.DUPLICATE or first is None:
        return ()
    if first is target:
        return (Label(first.span, "the first value, which Flux reaches"),)
    return (Label(first.span, "the first value, which Flux reaches"), Label(target.span, "the second value"))


def _anchor(site: MarkerSite) -> tuple[Label, ...]:
    """The last anchor of the alias's name above it."""
    alias = _ALIAS.search(site.text, line_start(site.text, site.start), site.start)
    anchor = f"&{alias[1]}" if alias else ""
    above = [match.span() for match in re.finditer(rf"{re.escape(anchor)}(?=\s)", site.text[: site.start])]
    if not anchor or not above:
        return ()
    return (Label(FileSpan(site.path, *above[-1]), "the anchor: the marker belongs behind its value"),)


def _fix(site: MarkerSite) -> Fix | None:
    """Write `""` behind a bare key (never behind a dash or a tag, and never on another line).

    Only where the key names an image or a part of one: `metadata: ""` makes Flux skip the whole file.
    """
    before = site.text[line_start(site.text, site.start) : site.start]
    if site.position is not Position.EMPTY or on_own_line(site) or not before.rstrip().endswith(":"):
        return None
    if not _IMAGE_FIELD.search(before):
        return None
    at = line_start(site.text, site.start) + len(before.rstrip())
    return Fix("give the field an empty string", (Edit(site.path, at, at, ' ""'),), safe=False)


RULE = Rule(
    code="DDM013",
    name="marker-without-value",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.ERROR,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.UNSAFE,
)
