"""Pre-release tag that SemVer does not order as people read it.

## What
A field that Flux writes (it has a marker) holds a SemVer tag whose pre-release part has a counter without a
dot before it (`1.4.0-rc10`), or a number that begins with a zero (`1.4.0-0123456`, as a short commit id of
digits only does). Tags without a marker are left alone, and so are tags that are not SemVer.

## Why
SemVer compares `rc9` and `rc10` as text, and `1.4.0-rc9` is then the newer one: the tenth candidate is never
deployed. From ten on this is a warning, before it a hint. A number with a leading zero is no identifier in
SemVer, and Flux does not take such a tag for a version: a `semver` policy does not see it, and says nothing.

## Bad
```yaml
images:
  - name: ghcr.io/acme/backend
    newTag: 1.4.0-rc10 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
spec:
  containers:
    - image: ghcr.io/acme/backend:v1.4.0-beta2 # {"$imagepolicy": "flux-system:backend"}
```
```yaml
image:
  repository: ghcr.io/acme/backend
  tag: 1.4.0-0123456 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Good
```yaml
images:
  - name: ghcr.io/acme/backend
    newTag: 1.4.0-rc.10 # {"$imagepolicy": "flux-system:backend:tag"}
  - name: ghcr.io/acme/frontend
    newTag: main-3f2c1aa-1700000000 # {"$imagepolicy": "flux-system:frontend:tag"}
```
```yaml
images:
  - name: ghcr.io/other/database
    newTag: 2.0.0-rc10
```

## Fix
Let the build write a dot before the counter (`rc.10`), and a letter before a commit id (`g0123456`). There is
no automatic fix: the image has the tag that it has.

## Source
SemVer 2.0.0, items 9 and 11; Masterminds/semver `comparePrerelease`. fluxcd/flux2#4599.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.image import split_ref
from ddlint.model.place import FileSpan
from ddlint.model.scalar import Scalar
from ddlint.model.tag_field import is_marked

_TAG = re.compile(r"v?[0-9]+\.[0-9]+\.[0-9]+-([0-9A-Za-z.-]+)", re.ASCII)
#: Words that people count with; what else ends in digits is a commit id or names a variant (`alpine3`).
_WORDS = "rc|cr|alpha|beta|pre|preview|dev|snapshot|build|nightly|canary|milestone|m|ea|test"
_COUNTED = re.compile(rf"({_WORDS})-?([0-9]{{1,3}})", re.IGNORECASE)
_ZERO_LED = re.compile(r"0[0-9]+")


def has_prerelease(scalar: Scalar) -> bool:
    """Whether the scalar has a marker, as far as one can see at a glance, and a `-` in its value."""
    return scalar.comment is not None and "-" in scalar.value and "imagepolicy" in scalar.comment.text


def check(scalar: Scalar, context: Context) -> Iterable[Outcome]:
    """Find identifiers that are not compared as they are read."""
    ref = split_ref(scalar.value)
    match = _TAG.fullmatch(ref.tag or ref.name)
    if match is None or not is_marked(scalar):
        return
    for identifier in dict.fromkeys(match[1].split(".")):
        finding = _finding(scalar, match[0], identifier)
        if finding is not None:
            yield finding


def _finding(scalar: Scalar, tag: str, identifier: str) -> Finding | None:
    counted = _COUNTED.fullmatch(identifier)
    if counted:
        word, count = counted[1], int(counted[2])
        stem = identifier.removesuffix(counted[2])
        return Finding(
            f"pre-release `{identifier}` of tag {tag} is compared as text, and `{stem}10` is below `{stem}9`",
            _span(scalar, identifier),
            label="a counter without a dot",
            help=f"let the build write `{word}.{count}`",
            severity=Severity.WARNING if count > 9 else Severity.INFO,
        )
    if _ZERO_LED.fullmatch(identifier):
        return Finding(
            f"tag {tag} is no version for Flux: the pre-release number `{identifier}` begins with a zero",
            _span(scalar, identifier),
            label="begins with a zero",
            help=f"let the build write a letter before it, such as `g{identifier}`",
        )
    return None


def _span(scalar: Scalar, identifier: str) -> FileSpan:
    at = scalar.raw.rfind(identifier)
    if at < 0:
        return scalar.span
    start = scalar.start + at
    return FileSpan(scalar.path, start, start + len(identifier), scalar.route)


RULE = Rule(
    code="DDT004",
    name="tag-prerelease-trap",
    area="tags",
    since="0.2.0",
    subject=Scalar,
    severity=Severity.WARNING,
    check=check,
    screen=has_prerelease,
)
