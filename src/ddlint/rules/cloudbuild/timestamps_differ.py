"""Build takes the time twice for the tag of one image.

## What
A Cloud Build config in which two places make the tag of one image, each with a `$(date ...)` of its own:
one builds or pushes it, another pushes it.

## Why
The two run at different seconds. What is pushed is then not what was built ("An image does not exist
locally with the tag"), or one build leaves two tags, of which Flux deploys the later one.

## Bad
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args: [-c, "docker build -t gcr.io/acme/backend:main-$SHORT_SHA-$(date +%s) ."]
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args: [-c, "docker push gcr.io/acme/backend:main-$SHORT_SHA-$(date +%s)"]
```

## Good
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args: [-c, "echo gcr.io/acme/backend:main-$SHORT_SHA-$(date +%s) > /workspace/image"]
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args: [-c, "docker build -t $(cat /workspace/image) ."]
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args: [-c, "docker push $(cat /workspace/image)"]
```

## Fix
Make the tag once, write it to a file under `/workspace`, and read it where it is needed. There is no
automatic fix.

## Source
Our process, rule 2: one build, one tag.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.cloudbuild.build import Build, Image
from ddlint.model.cloudbuild.text import Field, Fields, Kind
from ddlint.rules.cloudbuild.tag_form import shown

_MOMENTS = {Kind.TIMESTAMP, Kind.DATE}


def check(build: Build, context: Context) -> Iterable[Outcome]:
    """Find images whose timestamp is taken more than once."""
    first: dict[str, Image] = {}
    told: set[str] = set()
    for image in build.images:
        taken = _taken(image, build.fields)
        if not taken:
            continue
        before = first.setdefault(image.name, image)
        if image.name in told or not image.pushed or _taken(before, build.fields) == taken:
            continue
        told.add(image.name)
        yield Finding(
            f"the time in the tag of {build.fields.shown(image.name)} is taken twice: the tags will differ",
            image.span,
            label="a second time",
            related=(Label(before.span, "the first time"),),
            help="make the tag once, write it to a file under /workspace, and read it in the other steps",
            identity=(shown(image, build.fields),),
        )


def _taken(image: Image, fields: Fields) -> set[int]:
    """Which evaluations of the time are in the tag."""
    parts = fields.parts(image.tag or "")
    return {part.place for part in parts if isinstance(part, Field) and part.kind in _MOMENTS}


RULE = Rule(
    code="DDL008",
    name="timestamps-differ",
    area="cloudbuild",
    since="0.2.0",
    subject=Build,
    severity=Severity.ERROR,
    check=check,
)
