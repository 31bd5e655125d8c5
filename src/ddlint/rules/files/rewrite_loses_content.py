"""Flux's next update will delete a part of this file.

## What
In a file with a live marker: text after `...` or after the end of a root (an error), documents that hold
only comments or `null`, and `metadata.annotations` that is a string (warnings).

## Why
Flux writes back what its parser kept. A manifest behind a stray `...` is gone after the next image
update, and with it what it deployed, if pruning is on. A document of comments (a licence, a switched-off
resource) goes as quietly.

## Bad
```yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
...
replicas: 2
```
```yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
---
# - second.yaml is off until the migration
```

## Good
```yaml
tag: v1 # {"$imagepolicy": "flux-system:backend:tag"}
---
replicas: 2
```
```yaml
tag: v1
...
replicas: 2
```

## Fix
Begin each document with `---`, and put comments into the document that they speak about. There is no
automatic fix.

## Source
kyaml `kio/byteio_reader.go` (the first YAML document of each piece is kept, empty ones are dropped).
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux_file import Cause, Effect, Issue
from ddlint.model.place import FileSpan
from ddlint.model.yaml_file import YamlFile
from ddlint.rules.files.rewritten import is_rewritten

HELP = {
    Cause.TEXT_AFTER_END: "begin the text with `---` on a line of its own",
    Cause.COMMENT_DOCUMENT: "move the comments into the document that they speak about",
    Cause.NULL_DOCUMENT: "remove the empty document",
    Cause.ANNOTATIONS: "write the annotations as a mapping",
}


def check(file: YamlFile, context: Context) -> Iterable[Outcome]:
    """Find content that Flux deletes."""
    if not is_rewritten(file):
        return
    for issue in file.flux.issues:
        if issue.effect is Effect.LOSES and _is_content(file, issue):
            yield Finding(
                f"Flux's next update deletes content: {issue.what}",
                FileSpan(file.path, issue.start, issue.end),
                label="will be deleted",
                help=HELP.get(issue.cause, ""),
                identity=(issue.cause, file.text[issue.start : issue.end]),
                severity=Severity.ERROR if issue.cause is Cause.TEXT_AFTER_END else None,
            )


def _is_content(file: YamlFile, issue: Issue) -> bool:
    """An empty document, or one that says `null` and nothing else, is no loss."""
    return issue.cause is not Cause.NULL_DOCUMENT or "#" in file.text[issue.start : issue.end]


RULE = Rule(
    code="DDF002",
    name="rewrite-loses-content",
    area="files",
    since="0.1.0",
    subject=YamlFile,
    severity=Severity.WARNING,
    check=check,
)
