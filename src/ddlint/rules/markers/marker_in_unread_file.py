"""File with markers has a name that Flux does not open.

## What
A YAML file with a marker whose name does not end in `.yaml` or `.yml` in lower case and is not exactly
`Kustomization`: `app.YAML`, `app.Yml`, `kustomization` without an extension.

## Why
Flux's screen is case-sensitive. A file that it does not open keeps its values for ever, and nothing says
so.

## Bad
```yaml path=apps/backend.YAML
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=apps/kustomization
images:
  - name: ghcr.io/acme/backend
    newTag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Good
```yaml path=apps/backend.yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=apps/Kustomization
images:
  - name: ghcr.io/acme/backend
    newTag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Fix
Rename the file. There is no automatic fix: other files may name it.

## Source
image-automation-controller `internal/update/filereader.go`.
"""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import basename, splitext

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.yaml_file import YamlFile

MOST_LABELS = 5


def check(file: YamlFile, context: Context) -> Iterable[Outcome]:
    """Find marked files that Flux does not open because of their name."""
    name = _name_that_flux_opens(basename(file.path))
    marked = [site for site in file.markers if site.reading.decodes and site.target is not None]
    if not name or not marked:
        return
    yield Finding(
        f"Flux does not open a file of this name, so its markers are dead: rename it to {name}",
        file.span,
        label=f"Flux opens {name}",
        related=tuple(Label(site.span, "dead marker") for site in marked[:MOST_LABELS]),
        help=f"rename the file to {name}, and whatever names it",
        identity=(basename(file.path),),
    )


def _name_that_flux_opens(name: str) -> str:
    """The name that Flux would open in the place of `name`; empty where it opens `name`, or is not to."""
    stem, extension = splitext(name)
    if extension in (".yaml", ".yml") or name == "Kustomization":
        return ""
    if extension.lower() in (".yaml", ".yml"):
        return stem + extension.lower()
    return "kustomization.yaml" if name.lower() == "kustomization" else ""


RULE = Rule(
    code="DDM017",
    name="marker-in-unread-file",
    area="markers",
    since="0.1.0",
    subject=YamlFile,
    severity=Severity.ERROR,
    check=check,
)
