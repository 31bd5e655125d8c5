"""Image tag that no registry can hold.

## What
A tag with a character that the OCI grammar does not allow (`+`, `/`, a quote, a blank), one that begins
with `.` or `-`, is longer than 128 characters, or is missing behind a `:`. Looked at are kustomize's
`newTag`, the `tag` beside a `repository`, a container's `image`, and fields with a `:tag` marker.
Templates and placeholders are left alone.

## Why
The image cannot be pulled, and the pods of the next rollout stay in `InvalidImageName`. Often it is a
slip of an editor (a half of a marker glued to the value), and nothing before the cluster notices.

## Bad
```yaml
spec:
  containers:
    - name: backend
      image: ghcr.io/acme/backend:prod-439c1aa"}
```
```yaml
images:
  - name: ghcr.io/acme/backend
    newTag: 1.4.2+build.7
```
```yaml
image:
  repository: ghcr.io/acme/backend
  tag: feature/login
```

## Good
```yaml
spec:
  containers:
    - name: backend
      image: ghcr.io/acme/backend:prod-439c1aa
    - name: sidecar
      image: "{{ .Values.sidecar }}:{{ .Values.tag }}"
```
```yaml
ref:
  tag: release/2026-01+hotfix
```

## Fix
Write the tag that the registry has. There is no automatic fix.

## Source
OCI distribution specification, "Pulling manifests": `[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.image import tag_fault
from ddlint.model.place import FileSpan
from ddlint.model.scalar import Scalar
from ddlint.model.tag_field import is_placeholder, tag_field
from ddlint.rules.tags.ordinary import needs_a_look


def check(scalar: Scalar, context: Context) -> Iterable[Outcome]:
    """Find tags outside the OCI grammar."""
    field = tag_field(scalar)
    if field is None or field.tag is None or is_placeholder(scalar):
        return
    fault = tag_fault(field.tag)
    if not fault:
        return
    at = scalar.raw.rfind(field.tag) if field.tag else -1
    span = FileSpan(scalar.path, scalar.start + at, scalar.start + at + len(field.tag), scalar.route)
    yield Finding(
        f"image tag {field.tag!r} is not legal: {fault}",
        span if at >= 0 else scalar.span,
        label="not a tag",
        help="a tag has letters, digits, `_`, `.` and `-`, begins with neither `.` nor `-`, 128 at most",
    )


RULE = Rule(
    code="DDT001",
    name="tag-illegal",
    area="tags",
    since="0.1.0",
    subject=Scalar,
    severity=Severity.ERROR,
    check=check,
    screen=needs_a_look,
)
