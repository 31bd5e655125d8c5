r"""Name of a branch in a tag as it is.

## What
A tag that a build makes or pushes and that holds `$BRANCH_NAME` (or `$REF_NAME`) without replacing what a
tag cannot hold.

## Why
A tag has letters, digits, `_`, `.` and `-`. A branch called `feature/login` has a `/`: the build of that
branch fails, with "invalid reference format".

## Bad
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        docker build -t gcr.io/acme/backend:$BRANCH_NAME-$SHORT_SHA-$(date +%s) .
```

## Good
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        branch=$(echo $BRANCH_NAME | sed 's/[^a-zA-Z0-9]/-/g')
        docker build -t gcr.io/acme/backend:$$branch-$SHORT_SHA-$(date +%s) .
        docker push gcr.io/acme/backend:$$branch-$SHORT_SHA-$(date +%s)
```

## Fix
`${BRANCH_NAME//\//-}` replaces every `/`; where the build runs for one branch only, write its name. There
is no automatic fix.

## Source
OCI distribution specification, "Pulling manifests": `[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Confidence, Context, Rule
from ddlint.model.cloudbuild.build import Build
from ddlint.model.cloudbuild.text import Kind
from ddlint.rules.cloudbuild.tag_form import shown


def check(build: Build, context: Context) -> Iterable[Outcome]:
    """Find tags with the name of a branch in them; each is told once."""
    told: set[str] = set()
    for image in build.images:
        text = shown(image, build.fields)
        if image.tag is None or text in told or not build.fields.holds(image.tag, Kind.BRANCH):
            continue
        told.add(text)
        yield Finding(
            f"{text} holds the name of a branch as it is: a build of `feature/x` fails",
            image.span,
            label="may hold a `/`",
            help="write `${BRANCH_NAME//\\//-}`, or the name of the one branch that is built",
            identity=(text,),
        )


RULE = Rule(
    code="DDL003",
    name="branch-name-in-tag",
    area="cloudbuild",
    since="0.2.0",
    subject=Build,
    severity=Severity.WARNING,
    check=check,
    confidence=Confidence.MEDIUM,
)
