"""Variable in a build that Cloud Build takes for a substitution it does not know.

## What
`$NAME` or `${NAME}` in capital letters, in a field where Cloud Build fills in substitutions, that is
neither one of its own (`$COMMIT_SHA`, `$BRANCH_NAME`, ...) nor begins with `_`. Most are variables of a
shell script that lack their second `$`. The field `script` is left alone: nothing is filled in there.

## Why
Cloud Build refuses the config ("is not a valid built-in substitution"): no build of it ever starts.

## Bad
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        TAG="main-$SHORT_SHA-$(date +%s)"
        docker build -t gcr.io/acme/backend:$TAG .
```

## Good
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        TAG="main-$SHORT_SHA-$(date +%s)"
        docker build -t gcr.io/acme/backend:$$TAG .
        docker push gcr.io/acme/backend:$$TAG
```
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    script: |
      TAG=$(git rev-parse HEAD)
      docker build -t gcr.io/acme/backend:$TAG .
      docker push gcr.io/acme/backend:$TAG
```

## Fix
Write `$$NAME` for a variable of the shell. Where it is meant as a substitution, call it `$_NAME`. There is
no automatic fix.

## Source
Cloud Build documentation, "Substituting variable values": `$$` for a literal `$`; its error "key in the
template ... is not a valid built-in substitution".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.cloudbuild.build import Build
from ddlint.model.cloudbuild.substitutions import BUILT_IN, uses
from ddlint.model.place import FileSpan
from ddlint.model.triggers.value import Value

_FIELDS = ("name", "entrypoint", "args", "env", "dir", "id")


def check(build: Build, context: Context) -> Iterable[Outcome]:
    """Find unknown substitutions; each name is told once in a file."""
    told: set[str] = set()
    for value in _filled_in(build):
        for use in uses(value.text or ""):
            if use.name.startswith("_") or use.name in BUILT_IN or use.name in told:
                continue
            told.add(use.name)
            yield Finding(
                f"`${use.name}` is no substitution that Cloud Build knows: it refuses the whole build",
                _place(build, value, (value.text or "")[use.start : use.end]),
                label="not known",
                help=f"write `$${use.name}` for a variable of the shell, `$_{use.name}` for a substitution",
                identity=(use.name,),
            )


def _filled_in(build: Build) -> Iterator[Value]:
    """The texts in which Cloud Build fills in substitutions."""
    steps = build.root.get("steps")
    for step in steps.texts() if steps else ():
        for field in _FIELDS:
            found = step.get(field)
            yield from found.texts() if found else ()
    images = build.root.get("images")
    yield from images.texts() if images else ()


def _place(build: Build, value: Value, written: str) -> FileSpan:
    at = build.text.find(written, value.span.start, value.span.end)
    return FileSpan(build.path, at, at + len(written), value.span.route) if at >= 0 else value.span


RULE = Rule(
    code="DDL005",
    name="substitution-unknown",
    area="cloudbuild",
    since="0.2.0",
    subject=Build,
    severity=Severity.ERROR,
    check=check,
)
