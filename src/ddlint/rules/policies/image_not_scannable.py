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
from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Edit, Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.flux.flux_object import FluxObject, is_placeholder
from ddlint.model.flux.resolved import RepositoryInUse
from ddlint.model.yaml_node import YamlNode
from ddlint.rules.policies.told import told

_PATH = re.compile(r"[a-z0-9_./-]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def check(repository: RepositoryInUse, context: Context) -> Iterable[Outcome]:
    """Find images that the controller refuses; one that something else fills in is left alone."""
    written = repository.repository.image
    if written is not None and not is_placeholder(written.word):
        yield from told(RULE, repository, _judged(repository.object, written), written)


def _judged(found: FluxObject, written: YamlNode) -> Iterator[Outcome]:
    image = written.word
    fault = _fault(image)
    if fault:
        problem, instead = fault
        yield Finding(
            f"the image of {found.kind} {found.called} {problem}: "
            "it is never scanned, and its policies stand still",
            written.span,
            label=problem,
            help=f"write `image: {instead}`" if instead else "write the name of a repository, without a tag",
            fix=_fix(written),
            identity=(found.called,),
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


def _fix(written: YamlNode) -> Fix | None:
    image = written.word
    scheme = _SCHEME.match(image)
    if scheme is None or _fault(image[scheme.end() :]) is not None:
        return None
    at = written.raw.find(scheme.group())
    start = written.start + at
    edit = Edit(written.path, start, start + len(scheme.group()), "")
    return Fix("take the scheme away", (edit,), safe=True) if at >= 0 else None


RULE = Rule(
    code="DDP024",
    name="image-not-scannable",
    area="policies",
    since="0.2.0",
    subject=RepositoryInUse,
    severity=Severity.ERROR,
    check=check,
    fixable=Fixable.SAFE,
)
