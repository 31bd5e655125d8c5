"""ImageRepository whose image is no plain name of a repository.

## What
An `image` of an ImageRepository with a scheme (`https://`), a tag or digest, an upper-case letter or
another character that no repository has, or with a name of one character.

## Why
The ImageRepository is stalled and scans nothing. Its policies keep what they selected last: the
deployments stop moving, and the automation still looks healthy. A name of one character stops the
automation of the namespace.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: flux-system
spec:
  image: https://europe-docker.pkg.dev/acme/images/backend
  interval: 5m
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: flux-system
spec:
  image: europe-docker.pkg.dev/acme/images/backend:main
  interval: 5m
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: flux-system
spec:
  image: ghcr.io/Acme/backend
  interval: 5m
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: flux-system
spec:
  image: localhost:5000/acme/backend
  interval: 5m
```

## Fix
Write the name of the repository alone. ddlint offers to take a scheme away.

## Source
fluxcd/image-reflector-controller, internal/registry/helper.go; google/go-containerregistry, pkg/name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.engine.finding import Edit, Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.flux.api_object import ApiObject, is_placeholder
from ddlint.model.flux.fields import word
from ddlint.model.place import FileSpan

_PATH = re.compile(r"[a-z0-9_./-]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def check(found: ApiObject, context: Context) -> Iterable[Outcome]:
    """Find images that the controller refuses; one that something else fills in is left alone."""
    image = word(found.spec, "image")
    span = found.spec.span("image")
    if found.kind != "ImageRepository" or span is None or is_placeholder(image):
        return
    fault = _fault(image)
    if fault:
        problem, instead = fault
        yield Finding(
            f"the image of {found.title} {problem}: it is never scanned, and its policies stand still",
            span,
            label=problem,
            help=f"write `image: {instead}`" if instead else "write the name of a repository, without a tag",
            fix=_fix(found, span, image),
            identity=(found.namespace, found.name),
        )


def _fault(image: str) -> tuple[str, str] | None:
    """What is wrong, and what to write instead; None where nothing is."""
    if scheme := _SCHEME.match(image):
        return f"has a scheme ({scheme.group()})", _bare(image[scheme.end() :])
    path = _path(image)
    if ":" in path or "@" in path:
        return ("has a digest" if "@" in path else "has a tag"), _bare(image)
    if path != path.lower():
        return "has upper-case letters", image.removesuffix(path) + path.lower()
    if not _PATH.fullmatch(path):
        return "has characters that no repository has", ""
    if len(path) == 1 and path != image:
        return "has a name of one character", ""
    return None


def _path(image: str) -> str:
    """What stands behind the host; all of it where there is no host."""
    host, slash, rest = image.partition("/")
    return rest if slash and ("." in host or ":" in host or host == "localhost") else image


def _bare(image: str) -> str:
    path = _path(image)
    return image.removesuffix(path) + path.partition("@")[0].partition(":")[0]


def _fix(found: ApiObject, span: FileSpan, image: str) -> Fix | None:
    scheme = _SCHEME.match(image)
    if scheme is None or _fault(image[scheme.end() :]) is not None:
        return None
    at = found.text.find(scheme.group(), span.start, span.end)
    edit = Edit(span.path, at, at + len(scheme.group()), "")
    return Fix("take the scheme away", (edit,), safe=True) if at >= 0 else None


RULE = Rule(
    code="DDP024",
    name="image-not-scannable",
    area="policies",
    since="0.2.0",
    subject=ApiObject,
    severity=Severity.ERROR,
    check=check,
    fixable=Fixable.SAFE,
)
