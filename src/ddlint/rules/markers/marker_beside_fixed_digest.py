"""Tag has a marker, but the digest beside it is fixed.

## What
A `tag` or `newTag` with a marker, in a mapping whose `digest` (or `newDigest`) has a value and no marker
of its own.

## Why
Where a digest is given, it decides which image runs; the tag is decoration. Flux moves the tag at every
release, and the old image keeps running under the new tag's name.

## Bad
```yaml
image:
  repository: ghcr.io/acme/backend
  tag: 1.4.2 # {"$imagepolicy": "flux-system:backend:tag"}
  digest: sha256:ec0119616bb8be9199575c05bfc23a6bf0fbdb0690ee15834e7b43bc3f4f6017
```

## Good
```yaml
image:
  repository: ghcr.io/acme/backend
  tag: 1.4.2 # {"$imagepolicy": "flux-system:backend:tag"}
  digest: sha256:ec01...6017 # {"$imagepolicy": "flux-system:backend:digest"}
```
```yaml
image:
  repository: ghcr.io/acme/backend
  tag: 1.4.2 # {"$imagepolicy": "flux-system:backend:tag"}
  digest: ""
```

## Fix
Mark the digest with `:digest` (the policy then needs `digestReflectionPolicy: IfNotPresent` or `Always`),
or remove it. The offered fix marks it; it is unsafe, because under the default `digestReflectionPolicy:
Never` Flux empties the field.

## Source
Helm charts and kustomize prefer a digest to a tag; image-automation-controller
`internal/update/setters.go`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ddlint.engine.finding import Edit, Finding, Fix, Label, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.marker import Form, Marker
from ddlint.model.marker_site import MarkerSite
from ddlint.model.scalar import Scalar
from ddlint.rules.markers.edits import line_end, marker
from ddlint.rules.markers.ordinary import needs_a_look


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find marked tags beside a digest that does not move with them."""
    found = site.reading.marker
    if not site.live or found is None or found.form is not Form.TAG or site.target is None:
        return
    digest = _digest_beside(site.target)
    if digest is not None and digest.value and not _is_marked(digest):
        yield _finding(site, found, digest)


def _digest_beside(target: Scalar) -> Scalar | None:
    if target.step not in ("tag", "newTag"):
        return None
    siblings = target.siblings
    return siblings.get("digest") or siblings.get("newDigest")


def _is_marked(scalar: Scalar) -> bool:
    return scalar.comment is not None and "imagepolicy" in scalar.comment.text


def _finding(site: MarkerSite, found: Marker, digest: Scalar) -> Finding:
    comment = f"# {marker(replace(found, form=Form.DIGEST).setter)}"
    return Finding(
        "Flux moves this tag, but not the digest beside it, and the digest decides which image runs",
        site.span,
        label="moves",
        related=(Label(digest.span, "stays"),),
        help=f"mark the digest too, or remove it: {digest.raw} {comment}",
        fix=_fix(digest, comment),
        identity=(site.route, found.setter),
    )


def _fix(digest: Scalar, comment: str) -> Fix | None:
    rest = digest.text[digest.end : line_end(digest.text, digest.end)]
    if digest.comment is not None or rest.strip() or "\n" in digest.raw:
        return None
    return Fix("mark the digest", (Edit(digest.path, digest.end, digest.end, f" {comment}"),), safe=False)


RULE = Rule(
    code="DDM024",
    name="marker-beside-fixed-digest",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.WARNING,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.UNSAFE,
)
