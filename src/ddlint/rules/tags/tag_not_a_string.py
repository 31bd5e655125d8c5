"""Unquoted image tag that YAML reads as a number, a boolean or a date.

## What
An unquoted tag such as `1.10`, `1e10`, `0123`, `1700000000`, `on` or `2024-01-01`. Looked at are
kustomize's `newTag`, the `tag` beside a `repository` (Helm values), and fields with a `:tag` marker; a
key called `tag` elsewhere is left alone. The typing is that of Go's YAML readers, which take more for
numbers than others do: `1e10`, `08`, `0o17`, `y`.

## Why
Kustomize refuses a number in `newTag`. Helm and kubectl read another value than stands there: `1.10`
becomes `1.1`, `0123` becomes `83`, `1700000000` becomes `1.7e+09`. And where Flux writes a tag into an
unquoted number, it keeps the old type: `tag: !!int v2`, which no longer decodes. A short commit id looks
like a number one time in eighteen.

## Bad
```yaml
images:
  - name: ghcr.io/acme/backend
    newTag: 1.10
```
```yaml
image:
  repository: ghcr.io/acme/backend
  tag: 1700000000
```
```yaml
version: 2024-01-01 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Good
```yaml
images:
  - name: ghcr.io/acme/backend
    newTag: "1.10"
```
```yaml
image:
  repository: ghcr.io/acme/backend
  tag: main-3f2c1aa-1700000000
```
```yaml
git:
  tag: 1.10
```

## Fix
Put the tag in quotes; `--fix` does. In Helm values without a marker, a number that Helm writes back as it
stands is only a warning where it has a fraction (`3.6`: the next one may be `3.10`), and nothing where it has
none (`16`).

## Source
go-yaml `resolve.go`; kustomize#4081, helm#13378, flux#1743; what Flux writes was observed with its own
code.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Edit, Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.scalar import Scalar, Style
from ddlint.model.scalar_types import ScalarType, Type, type_of
from ddlint.model.tag_field import TagField, Use, is_marked, tag_field
from ddlint.rules.tags.ordinary import needs_a_look

WORDS = {
    Type.INT: "a number",
    Type.FLOAT: "a number",
    Type.BOOL: "a boolean",
    Type.TIMESTAMP: "a date",
    Type.NULL: "null",
    Type.MERGE: "a merge key",
}
HELM_EXPONENT = 7  # from so many digits on Helm prints a number with an exponent


def check(scalar: Scalar, context: Context) -> Iterable[Outcome]:
    """Find tags that are not strings to those who read them."""
    if scalar.style is not Style.PLAIN or scalar.tag:
        return
    kind = type_of(scalar.value)
    if kind.applied is Type.STRING and kind.flux is Type.STRING:
        return
    field = tag_field(scalar)
    if field is None or not field.whole or not _matters(kind, scalar, field):
        return
    yield Finding(
        f"image tag {scalar.raw} is {_reading(kind)}, not a string{_consequence(scalar, field)}",
        scalar.span,
        label=_reading(kind),
        help=f'write it in quotes: "{scalar.raw}"',
        fix=Fix(
            "quote the tag", (Edit(scalar.path, scalar.start, scalar.end, f'"{scalar.raw}"'),), safe=True
        ),
        severity=_severity(scalar, field, kind),
    )


def _matters(kind: ScalarType, scalar: Scalar, field: TagField) -> bool:
    """Whether anybody reads something else than what stands there.

    Null and a date are trouble only where Flux writes. A short whole number comes out of Helm as it went in.
    """
    if is_marked(scalar):
        return bool(scalar.raw)
    if kind.applied in (Type.NULL, Type.STRING, Type.MERGE):
        return False
    short = kind.applied is Type.INT and kind.value == scalar.raw and len(scalar.raw) < HELM_EXPONENT
    return field.use is Use.KUSTOMIZE or not short


def _reading(kind: ScalarType) -> str:
    word = WORDS[kind.flux if kind.applied is Type.STRING else kind.applied]
    return f"{word} ({kind.value})" if kind.applied in (Type.INT, Type.FLOAT, Type.BOOL) else word


def _consequence(scalar: Scalar, field: TagField) -> str:
    if is_marked(scalar) and type_of(scalar.value).flux is not Type.STRING:
        return f": Flux will write `!!{type_of(scalar.value).flux}` in front of the next tag"
    if field.use is Use.KUSTOMIZE:
        return ": kustomize refuses it"
    return ""


def _severity(scalar: Scalar, field: TagField, kind: ScalarType) -> Severity:
    if is_marked(scalar) or field.use is Use.KUSTOMIZE or kind.value != scalar.raw:
        return Severity.ERROR
    return Severity.WARNING if kind.applied is Type.FLOAT else Severity.ERROR


RULE = Rule(
    code="DDT002",
    name="tag-not-a-string",
    area="tags",
    since="0.1.0",
    subject=Scalar,
    severity=Severity.ERROR,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.SAFE,
)
