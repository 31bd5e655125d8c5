"""Marker is text inside a scalar, so Flux does not see it.

## What
A marker inside a block scalar (`values.yaml: |`, `patch: |-`), inside quotes, or glued to an unquoted
value (`v1# {...}`): no comment, but part of a string. An error where the text around it is YAML that
somebody will read as configuration; in prose and in scripts it is left alone.

## Why
Flux looks for comments of YAML values. A string's content is not parsed, however much it looks like YAML,
so the field inside never moves.

## Bad
```yaml
patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: backend
      spec:
        replicas: 2
        image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```
```yaml
tag: "v1 # {'$imagepolicy': 'flux-system:backend:tag'}"
```

## Good
```yaml
images:
  - name: ghcr.io/acme/backend
    newTag: 1.4.2 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
run: |
  grep -rn '"$imagepolicy": "flux-system:' clusters/ || echo 'add {"$imagepolicy": "ns:name"}'
```

## Fix
Move the field out of the string: a kustomize `images:` entry or a patch in a file of its own, Helm values
under `values:`, or a placeholder that Flux fills in by `postBuild` from a field that can carry the
marker. There is no automatic fix.

## Source
kyaml parses comments of nodes only (flux2#5307, open).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.rules.markers.blocks import is_configuration
from ddlint.rules.markers.edits import line_end, line_start
from ddlint.rules.markers.ordinary import needs_a_look

POSITIONS = {
    Position.BLOCK_TEXT: "a block scalar",
    Position.QUOTED_TEXT: "quotes",
    Position.PLAIN_TEXT: "an unquoted value, because no blank stands before the `#`",
}

_KEY = r"(?:[\w./$-]+|\"[^\"]*\"|'[^']*')"
_YAML_LINE = re.compile(rf"\s*(?:- +)*(?:{_KEY}:\s+)?[^\s#{{}}|>].*?\s#+\s*\{{.*\Z")


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find markers that are part of a string."""
    what = POSITIONS.get(site.position)
    if what is None or (site.position is Position.BLOCK_TEXT and not _is_configuration(site)):
        return
    if site.position is Position.QUOTED_TEXT and not _looks_like_comment(site):
        return
    yield Finding(
        f"marker is text inside {what}: Flux does not see it, so the field never moves",
        site.span,
        label="part of a string, no comment",
        help=_help(site),
    )


def _help(site: MarkerSite) -> str:
    if site.position is Position.PLAIN_TEXT:
        return "put a blank before the `#`"
    if site.position is Position.QUOTED_TEXT:
        return "end the quotes before the `#`"
    return (
        "move the field out of the string: a kustomize `images:` entry, a patch in a file of its own, or "
        "Helm `values:`"
    )


def _looks_like_comment(site: MarkerSite) -> bool:
    """Whether the marker stands behind a `#` and a word: `"v1 # {...}"`."""
    before = site.text[line_start(site.text, site.start) : site.start]
    return before.rstrip().endswith("#") or site.raw.startswith("#")


def _is_configuration(site: MarkerSite) -> bool:
    """Whether the block's text is YAML with a value in front of the marker; a script or prose is not."""
    line = site.text[line_start(site.text, site.start) : line_end(site.text, site.end)]
    if not _YAML_LINE.match(line) or line.lstrip().startswith("#"):
        return False
    return is_configuration(site.text, site.start)


RULE = Rule(
    code="DDM012",
    name="marker-inside-scalar",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.ERROR,
    check=check,
    screen=needs_a_look,
)
