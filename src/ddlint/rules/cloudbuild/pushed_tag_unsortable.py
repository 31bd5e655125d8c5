"""Build pushes an image under no tag that a policy can select.

## What
A Cloud Build config that pushes an image, and no tag that it pushes for it can ever be deployed by Flux.

- Where ImagePolicies for the image are at hand (in the repository, or named by `[flux] policies`), this is
  proven: of all tags that the build can make, none passes the filter of any of them, or none has a key that
  the policy sorts. The finding says which policy comes nearest, and what it refuses.
- Else tags are compared with the forms of the configuration: none is a sortable one (`[tags] sortable`), the
  git tag of a release, or holds a time at all, only a commit id, a build id, or a fixed text. A build that
  deploys by itself (`gcloud run deploy`, `kubectl apply`) needs no tag that Flux can order.

Tags are followed through substitutions, shell variables, `$(date +%s)` and files that one step writes and
another reads; where they cannot be, the build is left alone (`ddlint builds` says why). Where triggers are at
hand, a build that runs neither for main nor for releases is left alone too; where they are not, and another
build pushes the image under a better tag, it is only information.

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
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    entrypoint: bash
    args:
      - -c
      - |
        tag="master-$SHORT_SHA-$(date +%s)"
        docker build -t "gcr.io/acme/backend:$$tag" .
        docker push "gcr.io/acme/backend:$$tag"
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
Push a tag that the policy takes, such as `main-$SHORT_SHA-$(date +%s)`, made in a shell step; or change the
policy: `ddlint flux policy-for main-{commit}-{timestamp}` prints one. There is no automatic fix.

## Source
Our process, rule 2; Flux guide "How to make sortable image tags to use with automation".
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Confidence, Context, Rule
from ddlint.model.cloudbuild.build import Build, Image
from ddlint.model.cloudbuild.built_refs import built_refs
from ddlint.model.cloudbuild.language import language_of
from ddlint.model.cloudbuild.prospect import Chance, Prospect, nearest, prospect
from ddlint.model.cloudbuild.site import BuildSite, PolicyAtHand
from ddlint.rules.cloudbuild.pushed_tags import by_name, is_deployed, policies_of, too_many
from ddlint.rules.cloudbuild.tag_form import Form, form_of, shown

_HOPELESS = frozenset({Form.UNSORTABLE, Form.FIXED, Form.MOVING})
_HOPEFUL = frozenset({Form.SORTABLE, Form.RELEASE, Form.TIMESTAMPED})


def check(site: BuildSite, context: Context) -> Iterable[Outcome]:
    """Find images of which no pushed tag can be selected."""
    deployed = is_deployed(site, context.settings)
    if site.build.unsaid or deployed is False:
        return
    for images in by_name(site.build):
        policies = policies_of(site, images[0].name)
        if unable := too_many(len(images), len(policies)):
            yield unable
            continue
        found = (
            _by_policies(site, images, policies, context) if policies else _by_forms(site, images, context)
        )
        if found is not None:
            spare = deployed is None and _is_pushed_better(site, images[0], policies, context)
            yield found._replace(severity=Severity.INFO) if spare else found


def _by_policies(
    site: BuildSite, images: list[Image], policies: list[PolicyAtHand], context: Context
) -> Finding | None:
    """The finding where it is proven that no policy selects any of the tags."""
    best: list[tuple[Prospect, Image]] = []
    for image in images:
        found = nearest(_prospects(site.build, image, policies, site, context))
        if found.chance is Chance.MAY_BE:
            return None
        best.append((found, image))
    near, image = max(best, key=lambda each: (each[0].chance, each[0].fits))
    name = site.build.fields.shown(image.name)
    others = f"; {len(policies)} were tried, this one comes nearest" if len(policies) > 1 else ""
    return Finding(
        f"{shown(image, site.build.fields)} is selected by no ImagePolicy: {near.tag} {near.reason}{others}",
        image.span,
        label="selected by no policy",
        related=(Label(near.policy.span, f"this policy for {name}"),),
        help="push a tag that the policy takes, or change its filter; `ddlint flux select` tries tags",
        identity=(shown(image, site.build.fields),),
    )


def _prospects(
    build: Build, image: Image, policies: list[PolicyAtHand], site: BuildSite, context: Context
) -> list[Prospect]:
    language = language_of(
        image.tag or "latest", build.fields, built_refs(site, context.settings.branches.main)
    )
    if language is None:
        return [Prospect(policy, Chance.MAY_BE) for policy in policies]
    return [prospect(policy, language, context.settings.flux.version) for policy in policies]


def _by_forms(site: BuildSite, images: list[Image], context: Context) -> Finding | None:
    """The finding where all tags are of forms that nothing can order."""
    fields = site.build.fields
    forms = [form_of(image, fields, context.settings) for image in images]
    if site.build.deploys or Form.UNSORTABLE not in forms or not _HOPELESS.issuperset(forms):
        return None
    image = images[forms.index(Form.UNSORTABLE)]
    return Finding(
        f"{shown(image, fields)} is pushed under no tag that Flux can order",
        image.span,
        label="in no order",
        help="push a sortable tag too, such as `main-$SHORT_SHA-$(date +%s)`, made in a shell step",
        identity=(shown(image, fields),),
    )


def _is_pushed_better(site: BuildSite, image: Image, policies: list[PolicyAtHand], context: Context) -> bool:
    """Whether another build pushes the same image under a tag that can be selected."""
    for build, other in site.pushed.get(site.build.fields.shown(image.name), ()):
        if build.title == site.build.title:
            continue
        if not policies and form_of(other, build.fields, context.settings) in _HOPEFUL:
            return True
        alone = BuildSite(build)
        if any(each.chance is Chance.MAY_BE for each in _prospects(build, other, policies, alone, context)):
            return True
    return False


RULE = Rule(
    code="DDL001",
    name="pushed-tag-unsortable",
    area="cloudbuild",
    since="0.2.0",
    subject=BuildSite,
    severity=Severity.WARNING,
    check=check,
    confidence=Confidence.MEDIUM,
)
