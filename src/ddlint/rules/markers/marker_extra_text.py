"""Marker has text before or after its JSON, so Flux ignores it.

## What
A comment that holds a good marker and something else: a note, a second comment, a bracket, a blank that
is no blank (U+00A0).

## Why
Flux gives the whole comment to a JSON parser. Anything but the one JSON object makes it an ordinary
comment: nothing is logged, and the field is never updated.

## Bad
```yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"} updated by Flux
```
```yaml
tag: v1 # flux: {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
args:
  - v1 # {"$imagepolicy": "flux-system:backend:tag"} # staging
```

## Good
```yaml
# updated by Flux
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
# Add a comment like # {"$imagepolicy": "namespace:name"} behind the value.
tag: v1
```

## Fix
Leave the marker alone behind the value and put the note on the line above. `--fix` does just that where
the value stands on one line and the form suits the field; otherwise the fix is unsafe, or there is none.

## Source
kyaml `fieldmeta.processShortHand` (`json.Unmarshal` of the whole comment).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Edit, Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.marker import Trouble
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.rules.markers.edits import line_end, line_start, replaced
from ddlint.rules.markers.ordinary import needs_a_look
from ddlint.rules.markers.readable import form_suits, is_comment_meant_as_marker


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find markers that are not alone in their comment."""
    if site.reading.trouble is not Trouble.TEXT_AROUND or not is_comment_meant_as_marker(site):
        return
    corrected = site.reading.corrected
    yield Finding(
        f"marker is not alone in its comment, so Flux ignores it: {site.reading.reason}",
        site.span,
        label="Flux reads the whole comment as JSON",
        help=f"leave only this behind the value: {corrected}" if corrected else "leave only the marker here",
        fix=_fix(site, corrected),
    )


def _fix(site: MarkerSite, corrected: str) -> Fix | None:
    if not corrected or site.position is not Position.LINE or site.target is None:
        return None
    first = line_start(site.text, site.start)
    if site.target.start < first:
        return None
    edits = (replaced(site, corrected), *_note_above(site, first))
    return Fix("leave the marker alone in its comment", edits, safe=form_suits(site, corrected))


def _note_above(site: MarkerSite, first: int) -> tuple[Edit, ...]:
    """Keep the words around the marker, on a line of their own above."""
    note = words_around(site.raw)
    if not note:
        return ()
    line = site.text[first : site.start]
    indent = line[: len(line) - len(line.lstrip(" "))]
    line_break = "\r\n" if site.text[line_end(site.text, first) - 1 :][:2] == "\r\n" else "\n"
    return (Edit(site.path, first, first, f"{indent}# {note}{line_break}"),)


def words_around(comment: str) -> str:
    """What `comment` holds besides its JSON object; empty where that is only punctuation."""
    before, _, rest = comment.partition("{")
    after = rest.rpartition("}")[2]
    pieces = (before.strip("# \t\u00a0"), after.strip("# \t\u00a0"))
    return " ".join(piece for piece in pieces if any(map(str.isalnum, piece)))


RULE = Rule(
    code="DDM003",
    name="marker-extra-text",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.ERROR,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.SAFE,
)
