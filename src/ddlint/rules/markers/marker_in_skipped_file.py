"""File with markers is one that Flux drops as a whole, without a word.

## What
A file that holds a marker and that Flux's reader refuses: YAML that does not parse (a Helm template, a
tab, a `#` glued to a value), a separator line with text behind `---`, a document whose root is no mapping
(a JSON6902 patch, a list), `metadata` that is no mapping, a `%YAML` directive, an alias whose anchor
stands in another document.

## Why
One such document disables every marker in the file. Flux notes the file in a list that nothing ever
reads: no event, no condition, no log line, and the automation stays "up to date".

## Bad
```yaml path=patches/backend.yaml
- op: replace
  path: /spec/template/spec/containers/0/image
  value: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```
```yaml path=charts/app/templates/deployment.yaml
{{- if .Values.enabled }}
image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
{{- end }}
```
```yaml
tag: v1# {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml
a: 1
--- second
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Good
```yaml
a: 1
---
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=charts/app/templates/deployment.yaml
{{- if .Values.enabled }}
image: {{ .Values.image }}
{{- end }}
```

## Fix
Mend the place that the finding points at, or move the marked field to a file of its own: a patch list can
take its image from a kustomize `images:` entry, a template from the values. There is no automatic fix.

## Source
kyaml `kio/byteio_reader.go`; image-automation-controller `internal/update/filereader.go` (`ProblemFiles`,
which nothing reads); image-automation-controller#624.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux_file import Cause, Issue
from ddlint.model.marker_site import MarkerSite, Position
from ddlint.model.place import FileSpan
from ddlint.model.yaml_file import YamlFile
from ddlint.rules.markers.readable import is_prose

HELP = {
    Cause.SYNTAX: "make it YAML that parses, or move the marked field to a file of its own",
    Cause.SEPARATOR: "write `---` alone on its line (a comment may follow it)",
    Cause.ROOT: "Flux edits mappings only: move the marked value to a file of mappings, such as a kustomize "
    "`images:` entry",
    Cause.METADATA: "write `metadata` as a mapping",
    Cause.DIRECTIVE: "remove the directive: Flux's splitter takes it for a document",
    Cause.FOREIGN_ALIAS: "put the anchor and the alias in the same document",
}
MOST_LABELS = 5


def check(file: YamlFile, context: Context) -> Iterable[Outcome]:
    """Find files with markers that Flux skips."""
    issue = file.flux.skipped if file.flux.screened else None
    dead = [site for site in file.markers if _counts(site)]
    if issue is None or not dead:
        return
    count = f"{len(dead)} markers are" if len(dead) > 1 else "its marker is"
    yield Finding(
        f"Flux skips this file without a word, so {count} dead: {_what(issue)}",
        FileSpan(file.path, issue.start, issue.end),
        label="Flux gives up here",
        related=tuple(Label(site.span, "dead marker") for site in dead[:MOST_LABELS]),
        help=HELP.get(issue.cause, ""),
        identity=(issue.cause, *(site.raw for site in dead[:1])),
    )


def _what(issue: Issue) -> str:
    """The cause alone, without what it leads to."""
    return re.sub(r"[:;,] Flux skips the whole file.*\Z", "", issue.what)


def _counts(site: MarkerSite) -> bool:
    return site.position is not Position.COMMENTED_OUT and not is_prose(site)


RULE = Rule(
    code="DDM014",
    name="marker-in-skipped-file",
    area="markers",
    since="0.1.0",
    subject=YamlFile,
    severity=Severity.ERROR,
    check=check,
)
