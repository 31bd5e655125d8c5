"""This file makes every run of the image automation fail.

## What
A file with the token `"$imagepolicy"` that holds a `config.kubernetes.io/path` annotation (or its
`internal.` twin) with another path than its own; a file with a live marker whose path has `..` in it; an
item of a `kind: List` without `apiVersion`, `kind` and `metadata`.

## Why
Flux reads all files before it writes one. Such a file ends the run with an error: no image of any policy
is updated anywhere in the repository.

## Bad
```yaml path=apps/backend.yaml
metadata:
  annotations:
    config.kubernetes.io/path: deployment.yaml
spec:
  tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=apps/a..b.yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```

## Good
```yaml path=apps/backend.yaml
metadata:
  annotations:
    app: backend
spec:
  tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=apps/a..b.yaml
tag: v1
```

## Fix
Remove the annotation (tools leave it behind; nothing needs it in Git), rename the file, or complete the
item. There is no automatic fix.

## Source
kyaml `kio/kioutil` ("mismatched legacy and internal path annotations") and `kio/pkgio_writer.go`
("resource must be written under package").
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux_file import Cause, Effect
from ddlint.model.place import FileSpan
from ddlint.model.yaml_file import YamlFile

HELP = {
    Cause.PATH_ANNOTATION: "remove the annotation: tools leave it behind, and nothing needs it in Git",
    Cause.PATH_DOTS: "rename the file or folder so that its path has no `..`",
    Cause.LIST_ITEM: "give the item `apiVersion`, `kind` and `metadata`, or a document of its own",
}


def check(file: YamlFile, context: Context) -> Iterable[Outcome]:
    """Find what ends the whole run."""
    if not file.flux.screened:
        return
    for issue in file.flux.issues:
        if issue.effect is Effect.STOPS_RUN:
            yield Finding(
                f"Flux's whole run fails here, and no image is updated anywhere: {issue.what}",
                FileSpan(file.path, issue.start, issue.end),
                label="ends the run",
                help=HELP.get(issue.cause, ""),
                identity=(issue.cause, file.text[issue.start : issue.end]),
            )


RULE = Rule(
    code="DDF003",
    name="stops-automation",
    area="files",
    since="0.1.0",
    subject=YamlFile,
    severity=Severity.ERROR,
    check=check,
)
