r"""Build pushes a tag that moves from image to image.

## What
A Cloud Build config that pushes `latest`, another of the moving tags (`[tags] moving`), the bare name of a
branch, or no tag at all, which means `latest`. Where the same image is pushed under a tag of its own too,
it is only information: builds do that to have a cache.

## Why
What runs under a moving tag cannot be told from its name, a node that has it cached runs the old image,
and a roll-back has nothing to go back to. A policy that sees it may even choose it.

## Bad
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, "gcr.io/acme/backend:latest", .]
images: ["gcr.io/acme/backend:latest"]
```
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/kaniko-project/executor
    args: ['--destination=gcr.io/acme/backend:${BRANCH_NAME//\//-}']
```

## Good
```yaml path=.cloudbuild/release.yaml
steps:
  - name: gcr.io/kaniko-project/executor
    args: ["--destination=gcr.io/acme/backend:$TAG_NAME"]
```

## Fix
Push a tag that is used once: `main-$SHORT_SHA-$(date +%s)`, or `$TAG_NAME` in a build of releases. There is
no automatic fix.

## Source
Our process, rules 2 and 9: no tag is used for a newer build.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.cloudbuild.site import BuildSite
from ddlint.rules.cloudbuild.tag_form import Form, form_of, shown


def check(site: BuildSite, context: Context) -> Iterable[Outcome]:
    """Find pushed tags that move."""
    build = site.build
    forms = [(image, form_of(image, build.fields, context.settings)) for image in build.pushed]
    own = {image.name for image, form in forms if form is not Form.MOVING}
    for image, form in forms:
        if form is Form.MOVING:
            what = "no tag, which means latest" if image.tag is None else "a tag that moves"
            yield Finding(
                f"{shown(image, build.fields)} is pushed under {what}",
                image.span,
                label="moves with every build",
                help="push a tag that is used once, and deploy that one",
                identity=(shown(image, build.fields),),
                severity=Severity.INFO if image.name in own else None,
            )


RULE = Rule(
    code="DDL002",
    name="moving-tag-pushed",
    area="cloudbuild",
    since="0.2.0",
    subject=BuildSite,
    severity=Severity.WARNING,
    check=check,
)
