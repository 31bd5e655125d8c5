"""Build pushes an image under a tag that it did not give it.

## What
A Cloud Build config that builds an image under one tag and pushes it, by `docker push` or by its `images`,
under another one that no step made. A build with a command that ddlint does not follow is left alone, and so
is a tag with a part that is not known.

## Why
Docker pushes only what is there: "An image does not exist locally with the tag". The build fails after all
the work is done; with `images` it says "failed to find one or more images after execution of build steps".

## Bad
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, "gcr.io/acme/backend:$TAG_NAME-$SHORT_SHA", .]
images: ["gcr.io/acme/backend:$TAG_NAME"]
```

## Good
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, "gcr.io/acme/backend:$TAG_NAME", .]
images: ["gcr.io/acme/backend:$TAG_NAME"]
```

## Fix
Build with that tag as well (`-t` can be given several times), add it by `docker tag`, or push the one that
was built. There is no automatic fix.

## Source
Docker CLI, `docker push`; Cloud Build documentation, "Build configuration file schema", `images`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Confidence, Context, Rule
from ddlint.model.cloudbuild.build import Build, Image
from ddlint.model.cloudbuild.pushes import split_image
from ddlint.model.cloudbuild.text import Fields, Kind
from ddlint.rules.cloudbuild.tag_form import shown


def check(build: Build, context: Context) -> Iterable[Outcome]:
    """Find tags that are pushed from the machine and were never made there."""
    fields = build.fields
    made: dict[str, list[Image]] = {}
    for image in build.images:
        if not image.local:
            made.setdefault(image.name, []).append(image)
            if fields.holds(f"{image.name}{image.tag or ''}", Kind.UNKNOWN):
                return
    known = {name: {_kinds(image, fields) for image in images} for name, images in made.items()}
    fetched = {split_image(image)[0] for image in build.pulled}
    told: set[str] = set()
    for image in () if build.unsaid else build.images:
        bare = image.tag is None and image.step < 0  # in `images`, where it may stand for every tag
        if not image.local or bare or image.name not in made or image.name in fetched:
            continue
        name = shown(image, fields)
        if name in told or fields.holds(image.tag or "", Kind.UNKNOWN):
            continue
        if _kinds(image, fields) not in known[image.name]:
            told.add(name)
            yield _finding(image, made[image.name][-1], fields)


def _finding(image: Image, made: Image, fields: Fields) -> Finding:
    name = shown(image, fields)
    return Finding(
        f"{name} is pushed, and no step made it: the build fails",
        image.span,
        label="no such tag on the machine",
        related=(Label(made.span, "built under this tag"),),
        help=f"push {shown(made, fields)}, or build it under both tags",
        identity=(name,),
    )


def _kinds(image: Image, fields: Fields) -> tuple[str, ...]:
    """The tag by literal texts and kinds of fields: spelt otherwise, or at another second, it is the same."""
    parts = fields.parts(image.tag or "latest")
    return tuple(part if isinstance(part, str) else f"<{part.kind}>" for part in parts)


RULE = Rule(
    code="DDL010",
    name="pushed-tag-not-built",
    area="cloudbuild",
    since="0.3.0",
    subject=Build,
    severity=Severity.ERROR,
    check=check,
    confidence=Confidence.MEDIUM,
)
