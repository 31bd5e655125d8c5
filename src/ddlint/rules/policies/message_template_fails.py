"""Commit message template that Flux cannot fill in.

## What
A `messageTemplate` of an ImageUpdateAutomation that uses `.Updated` or `.Changed.ImageResult` (removed
with Flux 2.7), takes another field that is not there (`.Images`), or does not parse: an action that is
not closed, a block without `{{ end }}`, an `{{ end }}` too many.

## Why
Nothing is noticed until there is something to commit. Then the run fails as a whole, for all policies,
and the automation stays stalled with the next release waiting.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: staging
  namespace: flux-system
spec:
  interval: 5m
  sourceRef:
    kind: GitRepository
    name: config
  git:
    commit:
      author:
        email: flux@example.com
      messageTemplate: |
        {{ range .Updated.Images }}{{ println . }}{{ end }}
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: staging
  namespace: flux-system
spec:
  interval: 5m
  sourceRef:
    kind: GitRepository
    name: config
  git:
    commit:
      author:
        email: flux@example.com
      messageTemplate: '{{ range .Changed.Changes }}{{ .OldValue }} -> {{ .NewValue }}'
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageUpdateAutomation
metadata:
  name: staging
  namespace: flux-system
spec:
  interval: 5m
  sourceRef:
    kind: GitRepository
    name: config
  git:
    commit:
      author:
        email: flux@example.com
      messageTemplate: '{{ range .Changed.Changes }}{{ .OldValue }} -> {{ println .NewValue }}{{ end }}'
```

## Fix
Take the changes from `.Changed.Changes`, `.Changed.Objects` and `.Changed.FileChanges`. There is no
automatic fix.

## Source
fluxcd/image-automation-controller, internal/source/source.go (RemovedTemplateField, TemplateData); Go
standard library, text/template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.api_versions import release_of
from ddlint.model.flux.flux_object import FluxObject
from ddlint.model.flux.go_template import Template, fields, read_template
from ddlint.model.flux.resolved import AutomationInUse
from ddlint.model.place import FileSpan
from ddlint.model.yaml_node import YamlNode
from ddlint.rules.policies.told import told

_REMOVED = (".Updated", ".Changed.ImageResult")
_KNOWN = frozenset({"AutomationObject", "Changed", "Values"})
_HELP = "take the changes from `.Changed.Changes`, `.Changed.Objects` or `.Changed.FileChanges`"


def check(automation: AutomationInUse, context: Context) -> Iterable[Outcome]:
    """Find templates that do not parse, and fields that Flux does not fill in."""
    written = automation.automation.message_template
    if written is not None:
        yield from told(RULE, automation, _judged(automation.object, written, context), written)


def _judged(found: FluxObject, written: YamlNode, context: Context) -> Iterator[Outcome]:
    template = read_template(written.word)
    if template.fault:
        problem, help_ = f"does not parse ({template.fault})", "close every action and every block"
        yield _finding(found, written.span, problem, help_)
    elif release_of(context.settings.flux.version) >= (2, 7) and (chain := _unknown(template)):
        removed = "was removed with Flux 2.7" if chain.startswith(_REMOVED) else "does not exist"
        yield _finding(found, _narrowed(written, chain), f"uses {chain}, which {removed}", _HELP)


def _finding(found: FluxObject, span: FileSpan, problem: str, help_: str) -> Finding:
    return Finding(
        f"the messageTemplate of {found.kind} {found.called} {problem}: the next update of images fails",
        span,
        label="fails",
        help=help_,
        identity=(found.called, problem),
    )


def _unknown(template: Template) -> str:
    """The first chain of fields that is not there; "" where all are, as far as can be known."""
    for chain in fields(template):
        names = chain.split(".")[1:]
        if names[0] not in _KNOWN:
            return f".{names[0]}"
        if names[0] == "Changed" and len(names) > 1 and names[1] == "ImageResult":
            return ".Changed.ImageResult"
    return ""


def _narrowed(written: YamlNode, chain: str) -> FileSpan:
    at = written.raw.find(chain)
    start = written.start + at
    return written.span if at < 0 else written.span._replace(start=start, end=start + len(chain))


RULE = Rule(
    code="DDP023",
    name="message-template-fails",
    area="policies",
    since="0.2.0",
    subject=AutomationInUse,
    severity=Severity.ERROR,
    check=check,
)
