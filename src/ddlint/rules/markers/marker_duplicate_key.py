"""Marker has `$imagepolicy` twice, and only the last one counts.

## What
A marker whose JSON object has the key `$imagepolicy` more than once.

## Why
The JSON parser lets the last one win, silently. A reader who sees the first one believes that another
policy (or another part of the image) drives the field.

## Bad
```yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:tag", "$imagepolicy": "flux-system:admin:tag"}
```

## Good
```yaml
tag: v1 # {"$imagepolicy": "flux-system:admin:tag"}
```

## Fix
Keep the one that is meant. `--fix` keeps the last one: that is what Flux does today.

## Source
Go `encoding/json`: of duplicate keys the last is kept.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.marker import Trouble
from ddlint.model.marker_site import MarkerSite
from ddlint.rules.markers.edits import marker, replaced
from ddlint.rules.markers.ordinary import needs_a_look
from ddlint.rules.markers.readable import is_comment_meant_as_marker


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find markers that name two policies."""
    if site.reading.trouble is not Trouble.DUPLICATE_KEY or not is_comment_meant_as_marker(site):
        return
    comment = f"# {marker(site.reading.setter)}"
    yield Finding(
        f"marker has `$imagepolicy` more than once; Flux follows the last one, {site.reading.setter!r}",
        site.span,
        label="the last one wins",
        help=f"to keep what Flux does today, write: {comment}",
        fix=Fix("keep the marker that counts", (replaced(site, comment),), safe=True),
    )


RULE = Rule(
    code="DDM005",
    name="marker-duplicate-key",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.ERROR,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.SAFE,
)
