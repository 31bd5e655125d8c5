"""Build pushes an image under no tag that Flux can order.

## What
A Cloud Build config that pushes an image, and none of the tags it pushes for it is a sortable one (`[tags]
sortable`), the git tag of a release, or holds a timestamp at all: only a commit id, a build id, or a fixed
text. Tags are followed through substitutions, shell variables, `$(date +%s)` and files that one step
writes and another reads; where they cannot be, the build is left alone (`ddlint builds` says why).

## Why
An ImagePolicy picks the newest of many tags by their text. Commit ids and build ids have no order: the
policy picks one at random, or finds none, and the newest image is never deployed. Nobody is told.

## Bad
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, "gcr.io/acme/backend:$COMMIT_SHA", .]
images: ["gcr.io/acme/backend:$COMMIT_SHA"]
```

## Good
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        tag="main-$SHORT_SHA-$(date +%s)"
        docker build -t "gcr.io/acme/backend:$$tag" .
        docker push "gcr.io/acme/backend:$$tag"
```
```yaml path=.cloudbuild/release.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, "gcr.io/acme/backend:$TAG_NAME", .]
images: ["gcr.io/acme/backend:$TAG_NAME"]
```

## Fix
Push a sortable tag as well: `main-$SHORT_SHA-$(date +%s)`, made in a shell step. `ddlint flux policy-for
main-{commit}-{timestamp}` prints the ImagePolicy for it. There is no automatic fix.

## Source
Our process, rule 2; Flux guide "How to make sortable image tags to use with automation".
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Confidence, Context, Rule
from ddlint.model.cloudbuild.build import Build, Image
from ddlint.rules.cloudbuild.tag_form import Form, form_of, shown

_HOPELESS = frozenset({Form.UNSORTABLE, Form.FIXED, Form.MOVING})


def check(build: Build, context: Context) -> Iterable[Outcome]:
    """Find images of which no pushed tag can be sorted."""
    if build.unsaid:
        return
    by_name: dict[str, list[Image]] = {}
    for image in build.pushed:
        by_name.setdefault(image.name, []).append(image)
    for images in by_name.values():
        forms = [form_of(image, build.fields, context.settings) for image in images]
        if Form.UNSORTABLE not in forms or not _HOPELESS.issuperset(forms):
            continue
        image = images[forms.index(Form.UNSORTABLE)]
        yield Finding(
            f"{shown(image, build.fields)} is pushed under no tag that Flux can order",
            image.span,
            label="in no order",
            help="push a sortable tag too, such as `main-$SHORT_SHA-$(date +%s)`, made in a shell step",
            identity=(shown(image, build.fields),),
        )


RULE = Rule(
    code="DDL001",
    name="pushed-tag-unsortable",
    area="cloudbuild",
    since="0.2.0",
    subject=Build,
    severity=Severity.WARNING,
    check=check,
    confidence=Confidence.MEDIUM,
)
