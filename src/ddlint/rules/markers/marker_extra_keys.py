"""Marker has keys besides `$imagepolicy`.

## What
A marker whose JSON object holds other keys. A key with a string or `null` is ignored by Flux (a warning).
A key with a number, a boolean, a list or an object makes the whole comment undecodable (an error: the
marker is dead).

## Why
Flux reads the comment as an object of strings. What it does not know it drops, so the extra key does
nothing, and the next key somebody adds may be a number: then the field stops being updated without a
word.

## Bad
```yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:tag", "owner": "team-a"}
```
```yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:tag", "priority": 1}
```

## Good
```yaml
# owner: team-a
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Fix
Keep `$imagepolicy` alone. The fix is unsafe: it deletes what the other keys say.

## Source
kyaml `fieldmeta.processShortHand` (`json.Unmarshal` into `map[string]string`).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.marker import Trouble
from ddlint.model.marker_site import MarkerSite
from ddlint.rules.markers.edits import replaced
from ddlint.rules.markers.ordinary import needs_a_look
from ddlint.rules.markers.readable import is_comment_meant_as_marker


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find markers with more keys than one."""
    trouble = site.reading.trouble
    if trouble not in (Trouble.EXTRA_KEYS, Trouble.OTHER_VALUE) or not is_comment_meant_as_marker(site):
        return
    dead = trouble is Trouble.OTHER_VALUE
    corrected = site.reading.corrected
    yield Finding(
        ("marker does not decode, so Flux ignores it: " if dead else "marker has keys that Flux ignores: ")
        + site.reading.reason,
        site.span,
        label="only `$imagepolicy` belongs here",
        help=f"write it as: {corrected}" if corrected else "keep `$imagepolicy` alone",
        fix=Fix("keep `$imagepolicy` alone", (replaced(site, corrected),), safe=False) if corrected else None,
        severity=Severity.ERROR if dead else None,
    )


RULE = Rule(
    code="DDM004",
    name="marker-extra-keys",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.WARNING,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.UNSAFE,
)
