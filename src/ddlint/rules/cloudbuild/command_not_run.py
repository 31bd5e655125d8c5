"""Shell command in a build where no shell runs.

## What
`$(...)` or backticks in `images`, or in the arguments of a step that starts no shell.

## Why
Cloud Build hands the text on as it is: docker is asked for a tag that is called `$(date +%s)`, and the
step fails with "invalid reference format".

## Bad
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, "gcr.io/acme/backend:main-$SHORT_SHA-$(date +%s)", .]
```

## Good
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        image="gcr.io/acme/backend:main-$SHORT_SHA-$(date +%s)"
        docker build -t "$$image" . && docker push "$$image"
```

## Fix
Run the step in a shell: `entrypoint: bash`, `args: [-c, ...]`. There is no automatic fix.

## Source
Cloud Build documentation, "Build configuration file schema", `args`: "arguments that are passed to the
builder when Cloud Build executes it".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.cloudbuild.build import Build
from ddlint.model.cloudbuild.reading import runs_images, words_of
from ddlint.model.triggers.value import Value

_COMMAND = re.compile(r"\$\([A-Za-z][^)]*\)|`[A-Za-z][^`]*`")


def check(build: Build, context: Context) -> Iterable[Outcome]:
    """Find commands that nobody runs."""
    for value in _plain(build):
        if match := _COMMAND.search(value.text or ""):
            yield Finding(
                f"`{match[0].strip('`')}` is not run here: no shell reads it, and the text stays as it is",
                value.span,
                label="handed on as it is",
                help="run the step in a shell: `entrypoint: bash`, `args: [-c, ...]`",
                identity=(value.text or "",),
            )


def _plain(build: Build) -> Iterator[Value]:
    """Texts that reach docker and its like without a shell."""
    steps = build.root.get("steps")
    for step in steps.texts() if steps else ():
        if runs_images(step):
            yield from words_of(step)
    images = build.root.get("images")
    yield from images.texts() if images else ()


RULE = Rule(
    code="DDL006",
    name="command-not-run",
    area="cloudbuild",
    since="0.2.0",
    subject=Build,
    severity=Severity.ERROR,
    check=check,
)
