"""Unquoted `{{ }}` in a file that Flux writes.

## What
An unquoted template expression where YAML reads a mapping (`namespace: {{ .Values.namespace }}`), in a
file with a live marker.

## Why
`{{ x }}` without quotes is YAML for a mapping whose key is a mapping. Flux writes it back as `{? {x: ''}
: ''}`, and the template is gone.

## Bad
```yaml
namespace: {{ .Values.namespace }}
image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```

## Good
```yaml
namespace: "{{ .Values.namespace }}"
image: ghcr.io/acme/backend:1.4.2 # {"$imagepolicy": "flux-system:backend"}
```
```yaml
namespace: {{ .Values.namespace }}
image: ghcr.io/acme/backend:1.4.2
```

## Fix
Put the expression in quotes. ddlint offers to; the fix is unsafe, because the template may produce
something else than a string.

## Source
image-automation-controller#566.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Edit, Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.flux_file import Cause, Issue
from ddlint.model.flux_rewrite import changes
from ddlint.model.place import FileSpan
from ddlint.model.yaml_file import YamlFile
from ddlint.rules.files.rewritten import is_rewritten


def check(file: YamlFile, context: Context) -> Iterable[Outcome]:
    """Find templates that Flux mangles."""
    if "{{" not in file.text or not is_rewritten(file):
        return
    for issue in (*file.flux.issues, *changes(file)):
        if issue.cause is Cause.TEMPLATE:
            yield Finding(
                f"Flux's next update destroys this template: {issue.what}",
                FileSpan(file.path, issue.start, issue.end),
                label="YAML reads a mapping here",
                help="put the expression in quotes",
                fix=_fix(file, issue),
            )


def _fix(file: YamlFile, issue: Issue) -> Fix | None:
    """Quote the expression, where the issue spans exactly one."""
    text = file.text[issue.start : issue.end]
    inner = text[2:-2]
    if not (text.startswith("{{") and text.endswith("}}")) or any(each in inner for each in "{}\\\n"):
        return None
    quote = "'" if '"' in inner else '"'
    if quote in inner:
        return None
    edit = Edit(file.path, issue.start, issue.end, f"{quote}{text}{quote}")
    return Fix("quote the template", (edit,), safe=False)


RULE = Rule(
    code="DDF004",
    name="template-unquoted",
    area="files",
    since="0.1.0",
    subject=YamlFile,
    severity=Severity.ERROR,
    check=check,
    fixable=Fixable.UNSAFE,
)
