"""Build makes an image and does not push it.

## What
A Cloud Build config that tags an image for a registry and pushes it nowhere: no `docker push`, no `--push`,
and not among its `images`. A build that pushes nothing at all is left alone (it may only test), and so is
one with a command that ddlint does not follow.

## Why
The machine that built it is thrown away with the image. The deployment stays on the old one, and the build
was green.

## Bad
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, "gcr.io/acme/backend:$TAG_NAME", .]
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, "gcr.io/acme/worker:$TAG_NAME", worker]
images: ["gcr.io/acme/backend:$TAG_NAME"]
```

## Good
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, "gcr.io/acme/backend:$TAG_NAME", .]
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, "gcr.io/acme/worker:$TAG_NAME", worker]
images: ["gcr.io/acme/backend:$TAG_NAME", "gcr.io/acme/worker:$TAG_NAME"]
```

## Fix
Add it to `images`. There is no automatic fix: it may be an image that only a later step needs.

## Source
Cloud Build documentation, "Build configuration file schema", `images`: "one or more Docker images to be
pushed".
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Confidence, Context, Rule
from ddlint.model.cloudbuild.build import Build
from ddlint.model.cloudbuild.text import Kind
from ddlint.rules.cloudbuild.tag_form import shown


def check(build: Build, context: Context) -> Iterable[Outcome]:
    """Find images for a registry that stay on the machine."""
    pushed = build.pushed
    fields = build.fields
    if build.unsaid or not pushed or any(fields.holds(image.name, Kind.UNKNOWN) for image in pushed):
        return
    names = {image.name for image in pushed}
    for image in build.images:
        registry = fields.shown(image.name).partition("/")[0]
        if image.name in names or "." not in registry or fields.holds(image.name, Kind.UNKNOWN):
            continue
        names.add(image.name)
        yield Finding(
            f"{shown(image, fields)} is built and pushed nowhere: it is gone with the machine that built it",
            image.span,
            label="not pushed",
            help="add it to the `images` of the build",
            identity=(fields.shown(image.name),),
        )


RULE = Rule(
    code="DDL007",
    name="image-not-pushed",
    area="cloudbuild",
    since="0.2.0",
    subject=Build,
    severity=Severity.WARNING,
    check=check,
    confidence=Confidence.MEDIUM,
)
