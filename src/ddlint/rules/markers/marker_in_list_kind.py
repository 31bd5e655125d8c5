"""Marker stands in an item of a `kind: List`, which Flux writes to a new file.

## What
A marker in a file whose only document is of `kind: List` or `kind: ResourceList`.

## Why
Flux takes such a document apart, sets the marker in the item, and writes the item to a new file named
after it (`<namespace>/<kind>_<name>.yaml`). The file that is deployed keeps its old value, and the
repository gains a second definition of the same object.

## Bad
```yaml
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata:
      name: versions
    data:
      tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Good
```yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: versions
data:
  tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
apiVersion: v1
kind: ConfigMapList
items:
  - kind: ConfigMap
    data:
      tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Fix
Write the items as documents of their own, with `---` between them. There is no automatic fix.

## Source
kyaml `kio/byteio_reader.go` (unwraps `List` and `ResourceList`); flux2#5064 (open).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.place import FileSpan
from ddlint.model.yaml_file import YamlFile

MOST_LABELS = 5


def check(file: YamlFile, context: Context) -> Iterable[Outcome]:
    """Find files whose marked items Flux writes elsewhere."""
    issue = file.flux.writes_elsewhere if file.flux.screened else None
    marked = [site for site in file.markers if site.reading.marker and site.target]
    if issue is None or not marked:
        return
    yield Finding(
        f"marker in a list that Flux takes apart: {issue.what}",
        FileSpan(file.path, issue.start, issue.end),
        label="taken apart by Flux",
        related=tuple(Label(site.span, "set in the new file only") for site in marked[:MOST_LABELS]),
        help="write the items as documents of their own, with `---` between them",
        identity=(issue.cause,),
    )


RULE = Rule(
    code="DDM015",
    name="marker-in-list-kind",
    area="markers",
    since="0.1.0",
    subject=YamlFile,
    severity=Severity.ERROR,
    check=check,
)
