r"""YAML file that cannot be read.

## What
A YAML file that is not UTF-8, has a NUL byte, nests or repeats aliases beyond all use (an error where it
holds the token `"$imagepolicy"`), or that holds the token and is refused by ddlint's parser where Flux's
might read it. A file without the token whose YAML does not parse (a Helm template) is left alone: the run
counts it as skipped, by name.

## Why
What cannot be read cannot be checked, and kustomize, Helm and Flux refuse such a file too, or read
something else than its author wrote.

## Bad
```yaml bytes
name: a\x00b
```

## Good
```yaml
name: "a b"
```
```yaml path=charts/app/templates/deployment.yaml
{{- if .Values.enabled }}
name: app
{{- end }}
```

## Fix
Write the file as UTF-8 without control characters. There is no automatic fix.

## Source
YAML 1.2, "Character Set": printable characters in UTF-8; the limits on depth and aliases are ddlint's
own.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.place import FileSpan
from ddlint.model.yaml_file import Problem, ProblemKind, YamlFile


def check(file: YamlFile, context: Context) -> Iterable[Outcome]:
    """Find files, or parts of files, that nobody can check."""
    for problem in file.problems:
        if _matters(file, problem):
            yield Finding(
                f"file cannot be read: {problem.what}",
                FileSpan(file.path, problem.start, problem.end),
                label="unreadable from here" if problem.fatal else "",
                help="write the file as UTF-8 text that every YAML parser reads",
                identity=(problem.kind,),
                severity=Severity.ERROR if file.markers or file.flux.screened else None,
            )


def _matters(file: YamlFile, problem: Problem) -> bool:
    """Whether no other rule speaks about the problem, and it is no template's ordinary syntax."""
    if problem.kind is not ProblemKind.SYNTAX:
        return True
    return bool(file.markers) and file.flux.screened and file.flux.skipped is None


RULE = Rule(
    code="DDF006",
    name="file-unreadable",
    area="files",
    since="0.1.0",
    subject=YamlFile,
    severity=Severity.WARNING,
    check=check,
)
