"""Marker writes another part of the image than the field holds.

## What
A marker whose form does not suit its field: `:tag` or `:name` on a whole image reference, a plain marker
on `newTag`, `tag`, `newName` or `repository`, a `:digest` on a tag. The field's name decides, and what
stands in it now: a container's `image:` holds a reference; a field of an unknown name is judged by its
value, and left alone where that says nothing.

## Why
Flux does not compare the two. At the next update it writes a bare tag where the whole reference stood
(the pod cannot be pulled), or a reference where the tag stood (`repo:repo:tag`).

## Bad
```yaml
spec:
  containers:
    - name: backend
      image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
images:
  - name: ghcr.io/acme/backend
    newTag: 1.4.2 # {"$imagepolicy": "flux-system:backend"}
```
```yaml
image:
  repository: ghcr.io/acme/backend # {"$imagepolicy": "flux-system:backend"}
  tag: 1.4.2 # {"$imagepolicy": "flux-system:backend:digest"}
```

## Good
```yaml
spec:
  containers:
    - name: backend
      image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```
```yaml
image:
  repository: ghcr.io/acme/backend # {"$imagepolicy": "flux-system:backend:name"}
  tag: 1.4.2 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
RELEASE: 1.4.2 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Fix
Write the suffix of the part that the field holds: none, `:tag`, `:name` or `:digest`. ddlint offers to do
it; the fix is unsafe, because the field, not the marker, may be what is wrong.

## Source
image-automation-controller `internal/update/setters.go`: what each form writes; image-update guide of the
Flux documentation: where each belongs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ddlint.engine.finding import Finding, Fix, Label, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.marker import Form, Marker
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.model.marker_text import is_suffix_as_name
from ddlint.model.scalar import Scalar
from ddlint.rules.markers.edits import marker, replaced
from ddlint.rules.markers.fields import wanted_forms
from ddlint.rules.markers.ordinary import needs_a_look

WHAT = {
    Form.IMAGE: "a whole image reference",
    Form.TAG: "a tag",
    Form.NAME: "an image's name",
    Form.DIGEST: "a digest",
}


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find markers whose form does not suit their field."""
    found = site.reading.marker
    if found is None or site.target is None or site.position not in (Position.LINE, Position.HEAD):
        return
    wanted = wanted_forms(site.target)
    if wanted and found.form not in wanted and not is_suffix_as_name(found):
        yield _finding(site, site.target, found, wanted[0])


def _finding(site: MarkerSite, target: Scalar, found: Marker, wanted: Form) -> Finding:
    comment = f"# {marker(replace(found, form=wanted).setter)}"
    return Finding(
        f"marker writes {WHAT[found.form]} into {target.key or 'a field'}, which holds {WHAT[wanted]}",
        site.span,
        label=f"sets {WHAT[found.form]}",
        related=(Label(target.span, f"holds {WHAT[wanted]}"),),
        help=f"write it as: {comment}",
        fix=Fix(f"make the marker set {WHAT[wanted]}", (replaced(site, comment),), safe=False),
        identity=(site.route, found.setter),
    )


RULE = Rule(
    code="DDM020",
    name="marker-form-mismatch",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.ERROR,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.UNSAFE,
)
