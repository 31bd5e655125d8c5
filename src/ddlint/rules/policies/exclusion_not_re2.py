r"""Exclusion of an ImageRepository that Flux cannot compile.

## What
An item of an ImageRepository's `exclusionList` that is no regular expression of Go: a shell glob,
lookahead, an unclosed bracket.

## Why
Flux compiles the list before it stores the tags. Where one item does not compile, the scan fails: no
new tag of the image is seen, the policies keep the one they selected last, and the
ImageUpdateAutomation stays ready.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: apps
spec:
  image: ghcr.io/acme/backend
  interval: 5m
  exclusionList:
    - '*.sig'
    - '\.(att|sbom)$'
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: apps
spec:
  image: ghcr.io/acme/backend
  interval: 5m
  exclusionList:
    - '\.sig$'
    - '\.(att|sbom)$'
```

## Fix
Write an expression of RE2; the finding says which, for each construct. There is no automatic fix.

## Source
fluxcd/image-reflector-controller, internal/controller/imagerepository_controller.go; the Go package
regexp/syntax.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.objects import ImageRepository
from ddlint.model.flux.resolved import RepositoryInUse
from ddlint.model.regexp import Fault, compile_pattern
from ddlint.rules.policies.tag_filter import dialect, in_short, shown
from ddlint.rules.policies.told import told


def check(repository: RepositoryInUse, context: Context) -> Iterable[Outcome]:
    """Find exclusions that Go refuses."""
    outcomes = _judged(repository.repository, context)
    yield from told(RULE, repository, outcomes, repository.repository.exclusion_list)


def _judged(repository: ImageRepository, context: Context) -> Iterator[Outcome]:
    for each in repository.exclusions:
        text = each.word
        fault = compile_pattern(text, dialect(context))
        if not isinstance(fault, Fault) or "{{" in text or "${" in text:
            continue
        if not fault.certain:
            yield Finding(
                f"exclusion `{shown(text)}` of ImageRepository {repository.title} is too large to be read",
                each.span,
                label="not looked at",
                help=fault.advice,
                identity=(repository.object.called, "large"),
            )
            continue
        yield Finding(
            f"exclusion `{shown(text)}` of ImageRepository {repository.title} does not compile "
            f"({in_short(fault)}): Flux sees no new tags",
            each.span,
            label=str(fault.wrong),
            help=fault.advice,
            identity=(repository.object.called, text),
        )


RULE = Rule(
    code="DDP016",
    name="exclusion-not-re2",
    area="policies",
    since="0.2.0",
    subject=RepositoryInUse,
    severity=Severity.ERROR,
    check=check,
)
