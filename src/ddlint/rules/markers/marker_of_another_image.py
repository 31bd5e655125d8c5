"""Marker names the policy of another image.

## What
A live marker whose policy selects tags of another image than the one in the value, or next to it
(`newName`, `repository`).

## Why
Flux does not compare: the plain form replaces the image by that of the policy, `:tag` puts a tag there that
belongs to another image and may not exist.

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
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: flux-system
spec:
  image: ghcr.io/acme/backend
  interval: 5m
---
apiVersion: apps/v1
kind: Deployment
spec:
  image: ghcr.io/acme/frontend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
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
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: flux-system
spec:
  image: ghcr.io/acme/backend
  interval: 5m
---
apiVersion: apps/v1
kind: Deployment
spec:
  image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Name the policy of the image. Where the image comes from a mirror of the policy's repository, with the same
last name, the finding is a warning.

## Source
image-automation-controller `internal/update/setters.go`: the setter writes `ImageRepository.spec.image`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.flux_object import has_variable
from ddlint.model.flux.objects import ImageRepository
from ddlint.model.flux.resolved import MarkerInUse
from ddlint.model.marker import Form

_DEFAULTS = ("index.docker.io/", "docker.io/", "registry-1.docker.io/")


def check(marker: MarkerInUse, context: Context) -> Iterable[Outcome]:
    """Find markers whose policy is about another image."""
    image = marker.use.image
    known = [each for each in marker.repositories if each.image is not None]
    if not image or not known or has_variable(image) or "$" in image or "<" in image:
        return
    images = [each.image.word for each in known if each.image is not None]
    whole = marker.use.marker.form in {Form.IMAGE, Form.NAME}
    if any(has_variable(each) or each == "" or _same(image, each, whole=whole) for each in images):
        return
    yield _finding(marker, known[0], images[0])


def _same(image: str, other: str, *, whole: bool) -> bool:
    """Whether both mean one image; a name in parts (a chart's own registry) may lack its beginning."""
    one, two = _normal(image), _normal(other)
    return one == two or (not whole and two.endswith(f"/{one}"))


def _normal(image: str) -> str:
    for prefix in _DEFAULTS:
        image = image.removeprefix(prefix)
    return image.removeprefix("library/")


def _finding(marker: MarkerInUse, repository: ImageRepository, image: str) -> Finding:
    use = marker.use
    mirrored = image.rpartition("/")[2] == use.image.rpartition("/")[2]
    writes = {
        Form.IMAGE: f"writes {image} here",
        Form.NAME: f"writes {image} here",
        Form.DIGEST: f"writes a digest of {image}",
        Form.TAG: f"writes a tag of {image}",
    }
    field = repository.image
    return Finding(
        f"the image is {use.image}, and the policy {use.marker.policy} is about {image}: "
        f"Flux {writes[use.marker.form]}",
        use.value_span,
        label="another image",
        related=(Label(field.span, "the policy's image"),) if field is not None else (),
        help=f"name the policy of {use.image}, or deploy {image}",
        identity=(use.span.route, use.marker.setter, use.image),
        severity=Severity.WARNING if mirrored else None,
    )


RULE = Rule(
    code="DDM021",
    name="marker-of-another-image",
    area="markers",
    since="0.2.0",
    subject=MarkerInUse,
    severity=Severity.ERROR,
    check=check,
)
