"""Build pushes a tag that fails a policy for all others.

## What
A Cloud Build config that pushes an image under a tag which a `numerical` ImagePolicy of that image lets
through its filter (or has no filter against), and whose key is no number. The policies have to be at hand:
in the repository, or named by `[flux] policies`.

## Why
A numerical policy wants a number of every tag that it looks at. One other key and it fails as a whole: no
image is deployed any more, neither this one nor those with good tags, until the tag is deleted from the
registry.

## Bad
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, "gcr.io/acme/backend:main-$SHORT_SHA", .]
images: ["gcr.io/acme/backend:main-$SHORT_SHA"]
```
```yaml path=flux/backend.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: flux-system}
spec: {image: gcr.io/acme/backend, interval: 5m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend-staging, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  filterTags:
    pattern: '^main-(?P<ts>.*)$'
    extract: $ts
  policy:
    numerical: {order: asc}
```

## Good
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        image=gcr.io/acme/backend
        tag=main-$SHORT_SHA-$(date +%s)
        docker build -t $$image:$$tag -t $$image:commit-$SHORT_SHA .
        docker push $$image:$$tag && docker push $$image:commit-$SHORT_SHA
```
```yaml path=flux/backend.yaml with
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: backend, namespace: flux-system}
spec: {image: gcr.io/acme/backend, interval: 5m}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: backend-staging, namespace: flux-system}
spec:
  imageRepositoryRef: {name: backend}
  filterTags:
    pattern: '^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$'
    extract: $ts
  policy:
    numerical: {order: asc}
```

## Fix
Write a filter that lets in the tags alone that have a number: `^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$`. Or
push another tag. There is no automatic fix.

## Source
fluxcd/image-reflector-controller, internal/policy/numerical.go: the first key that `strconv.ParseFloat`
refuses is the policy's error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.cloudbuild.build import Image
from ddlint.model.cloudbuild.built_refs import built_refs
from ddlint.model.cloudbuild.language import language_of
from ddlint.model.cloudbuild.prospect import Prospect, prospect
from ddlint.model.cloudbuild.site import BuildSite, PolicyAtHand
from ddlint.rules.cloudbuild.pushed_tags import by_name, policies_of, too_many
from ddlint.rules.cloudbuild.tag_form import shown


def check(site: BuildSite, context: Context) -> Iterable[Outcome]:
    """Find pushed tags that a numerical policy takes for a number, and that are none."""
    for images in by_name(site.build):
        policies = [policy for policy in policies_of(site, images[0].name) if policy.images]
        if not too_many(len(images), len(policies)):  # which pushed-tag-unsortable says
            yield from _failing(site, images, policies, context)


def _failing(
    site: BuildSite, images: list[Image], policies: list[PolicyAtHand], context: Context
) -> Iterator[Finding]:
    refs = built_refs(site, context.settings.branches.main)
    for image in images if policies else ():
        language = language_of(image.tag or "latest", site.build.fields, refs)
        if language is None or not (language.exact or refs.known):
            continue
        for policy in policies:
            found = prospect(policy, language, context.settings.flux.version)
            if found.fails:
                yield _finding(site, image, found)


def _finding(site: BuildSite, image: Image, found: Prospect) -> Finding:
    name, policy = shown(image, site.build.fields), found.policy
    return Finding(
        f"{name} fails ImagePolicy {policy.key} for all tags: {found.tag} {found.reason}",
        image.span,
        label="no number",
        related=(Label(policy.span, "this policy"),),
        help="let the filter of the policy take only tags with a number, or push another tag",
        identity=(name, policy.key),
    )


RULE = Rule(
    code="DDL009",
    name="pushed-tag-fails-policy",
    area="cloudbuild",
    since="0.3.0",
    subject=BuildSite,
    severity=Severity.ERROR,
    check=check,
)
