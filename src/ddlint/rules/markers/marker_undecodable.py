"""Marker comment does not decode, so Flux ignores it.

## What
A comment that is meant as a Flux marker but is not the JSON object that Flux reads: single or typographic
quotes, no quotes, a brace too many or too few, a trailing comma, a misspelt key (`imagepolicy` without
`$`, `$imagepolicies`, another case). Comments in prose are left alone.

## Why
Flux takes any comment that is not valid JSON for an ordinary comment. It logs nothing, the automation
stays "up to date", and the deployment stays at the version it has.

## Bad
```yaml
image:
  repository: ghcr.io/acme/backend
  tag: main-3f2c1aa-1700000000 # {'$imagepolicy': 'flux-system:backend:tag'}
```
```yaml
spec:
  containers:
    - name: backend
      image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"
```
```yaml
tag: v1 # {"$imagepolicies": "flux-system:backend:tag"}
```

## Good
```yaml
image:
  repository: ghcr.io/acme/backend
  tag: main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
# Flux follows the markers: see imagepolicy {namespace}:{name} in the guide.
tag: v1
```

## Fix
Write the comment as `# {"$imagepolicy": "namespace:name:tag"}`. `--fix` does it where the policy's name
can be read out of the comment and the form suits the field; where the form does not suit, the fix is
unsafe, because Flux would then write the wrong thing.

## Source
kyaml `fieldmeta.processShortHand`: the comment is given to `json.Unmarshal` into a `map[string]string`,
and an error is dropped ("other comments are valid, they just don't parse").
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.marker import Trouble
from ddlint.model.marker_site import MarkerSite
from ddlint.rules.markers.edits import replaced
from ddlint.rules.markers.ordinary import needs_a_look
from ddlint.rules.markers.readable import form_suits, is_comment_meant_as_marker

TROUBLES = (Trouble.NOT_JSON, Trouble.WRONG_KEY)


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find comments that are no JSON object with the marker's key."""
    if site.reading.trouble not in TROUBLES or not is_comment_meant_as_marker(site):
        return
    corrected = site.reading.corrected
    yield Finding(
        f"marker does not decode, so Flux ignores it: {site.reading.reason}",
        site.span,
        label="not the JSON that Flux reads",
        help=f"write it as: {corrected}"
        if corrected
        else 'write it as: # {"$imagepolicy": "namespace:name"}',
        fix=_fix(site, corrected),
    )


def _fix(site: MarkerSite, corrected: str) -> Fix | None:
    if not corrected:
        return None
    return Fix("correct the marker", (replaced(site, corrected),), safe=form_suits(site, corrected))


RULE = Rule(
    code="DDM001",
    name="marker-undecodable",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.ERROR,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.SAFE,
)
