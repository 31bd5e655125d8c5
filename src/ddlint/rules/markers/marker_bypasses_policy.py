"""Comment sets a field without an ImagePolicy marker.

## What
A comment in kyaml's own setter language: `x-k8s-cli` with a literal value, or a `$ref` to a setter
definition. Flux's reader obeys both in any file that holds the token `"$imagepolicy"` anywhere.

## Why
An `x-k8s-cli` comment writes its literal into the field at the next run, whatever the policies say, and
the change is not listed in the commit's template data. Whoever can get a comment merged can deploy any
image. A `$ref` goes round every check that looks for markers.

## Bad
```yaml
image: ghcr.io/acme/app:1 # {"type":"string","x-k8s-cli":{"setter":{"name":"a","value":"ghcr.io/evil/x:1"}}}
other: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
tag: v1 # {"$ref": "#/definitions/io.k8s.cli.setters.flux-system:backend:tag"}
other: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Good
```yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=kpt/package.yaml
replicas: 3 # {"$ref": "#/definitions/io.k8s.cli.setters.replicas"}
```

## Fix
Write an ordinary marker, or remove the comment. For a `$ref` to a policy, `--fix` writes the marker that
does the same. Look into where an `x-k8s-cli` comment came from before you remove it.

## Source
kyaml `fieldmeta` (the long form of field comments); tried with Flux's own code.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.marker import Trouble
from ddlint.model.marker_site import MarkerSite
from ddlint.rules.markers.edits import marker, replaced
from ddlint.rules.markers.ordinary import needs_a_look


def check(site: MarkerSite, context: Context) -> Iterable[Outcome]:
    """Find comments in kyaml's setter language."""
    if not site.live:
        return
    if site.reading.trouble is Trouble.INJECTION:
        yield _injection(site)
    elif site.reading.trouble is Trouble.REFERENCE:
        yield _reference(site)


def _injection(site: MarkerSite) -> Finding:
    what = repr(site.reading.injected) if site.reading.injected else "a literal"
    return Finding(
        f"comment makes Flux write {what} into the field, past every policy",
        site.span,
        label="a setter with a literal value",
        help="find out who added it and why; then remove it, or write an ordinary marker",
    )


def _reference(site: MarkerSite) -> Finding:
    comment = f"# {marker(site.reading.setter)}" if site.reading.marker else ""
    return Finding(
        "comment sets the field by a `$ref`, which checks for markers do not see",
        site.span,
        label="works like a marker, but is none",
        help=f"write the marker: {comment}" if comment else "write an ordinary marker",
        fix=Fix("write the marker", (replaced(site, comment),), safe=True) if comment else None,
    )


RULE = Rule(
    code="DDM018",
    name="marker-bypasses-policy",
    area="markers",
    since="0.1.0",
    subject=MarkerSite,
    severity=Severity.ERROR,
    check=check,
    screen=needs_a_look,
    fixable=Fixable.SAFE,
)
