"""Marker names an ImagePolicy that does not exist.

## What
A live marker whose namespace and name are those of no ImagePolicy, neither in this repository nor in what
`[flux] policies` names. Any document of that kind and name counts, an overlay's patch too.

## Why
Flux looks the name up, finds nothing, and leaves the value as it is, without a word: the automation stays
ready and the image is never updated again.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: 1.x
---
apiVersion: apps/v1
kind: Deployment
spec:
  image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:bakend"}
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: 1.x
---
apiVersion: apps/v1
kind: Deployment
spec:
  image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Correct the name, or define the policy. Where the policies live elsewhere, name the place in
`[flux] policies`. Where no policy is known at all, or a file that seems to hold one cannot be read, the rule
says that it cannot look.

## Source
image-automation-controller `internal/update/setters.go`: a setter that is not defined leaves the value alone.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.resolved import MarkerInUse
from ddlint.model.marker import Marker
from ddlint.rules.references.missing import in_doubt, nothing_known


def check(marker: MarkerInUse, context: Context) -> Iterable[Outcome]:
    """Find markers whose policy is nowhere."""
    if marker.is_written:
        return
    if not marker.known.policies:
        if marker.is_first:
            yield nothing_known("ImagePolicy")
        return
    if marker.known.doubt:
        yield in_doubt(f"{_named(marker.use.marker)} is not defined, but {marker.known.doubt}")
        return
    named = marker.use.marker
    yield Finding(
        f"{_named(named)} is not defined: Flux never updates this value",
        marker.use.span,
        label="no such policy",
        help=_help(named, marker.known.names),
        identity=(marker.use.span.route, named.setter),
    )


def _named(marker: Marker) -> str:
    return f"ImagePolicy {marker.policy}"


def _help(marker: Marker, names: tuple[str, ...]) -> str:
    elsewhere = [name for name in names if name.rpartition("/")[2] == marker.name]
    close = elsewhere or difflib.get_close_matches(marker.policy, names[:2000], 1, cutoff=0.7)
    if close:
        return f"did you mean {close[0]}? It is the nearest policy there is"
    return "define the policy, or name the place where it is defined in `[flux] policies`"


RULE = Rule(
    code="DDR001",
    name="policy-not-defined",
    area="references",
    since="0.2.0",
    subject=MarkerInUse,
    severity=Severity.ERROR,
    check=check,
)
