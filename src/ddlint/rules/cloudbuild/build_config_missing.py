"""Trigger that names a build config which is not there.

## What
A trigger of this repository whose build config (`filename`) is no file of the checkout. Looked at are
triggers in exports of `gcloud builds triggers` and `google_cloudbuild_trigger` in Terraform. A trigger of
another repository, and one whose build config comes from another repository, are left alone.

## Why
The push sets the trigger off, the build fails before its first step, and no image is made. Nobody waits
for a build that has no steps: it is noticed when the deployment does not move.

## Bad
```yaml path=triggers/main.yaml
name: backend-main
filename: .cloudbuild/mian.yaml
github:
  owner: acme
  name: backend
  push:
    branch: ^main$
```
```yaml path=.cloudbuild/main.yaml with
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, gcr.io/acme/backend, .]
images: [gcr.io/acme/backend]
```

## Good
```yaml path=triggers/main.yaml
name: backend-main
filename: .cloudbuild/main.yaml
github:
  owner: acme
  name: backend
  push:
    branch: ^main$
```
```yaml path=.cloudbuild/main.yaml with
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, gcr.io/acme/backend, .]
images: [gcr.io/acme/backend]
```

## Fix
Name the file as it is called, from the top of the repository. There is no automatic fix: the trigger
lives in Google Cloud, too.

## Source
Cloud Build REST API, BuildTrigger, `filename`: "Path, from the source root, to the build configuration
file".
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.triggers.refs import covers
from ddlint.model.triggers.scene import Scene, TriggerSite
from ddlint.model.triggers.trigger import EventKind, Trigger


def check(site: TriggerSite, context: Context) -> Iterable[Outcome]:
    """Find triggers whose build config is not among the files."""
    trigger, scene = site.trigger, site.scene
    path = scene.config_of(trigger)
    if not path or trigger.config is None or scene.files is None or path in scene.files:
        return
    near = get_close_matches(path, sorted({*scene.configs}), 1, 0.6)
    there = ", ".join(scene.configs[:5]) or "no build config"
    yield Finding(
        f"{site.title} names {path}, which is not in the repository: its builds fail at once",
        trigger.config.span,
        label="no such file",
        help=f"write `{near[0]}`" if near else f"name a file from the top; there is {there}",
        identity=(trigger.name, path),
        severity=None if _is_current(trigger, scene) else Severity.WARNING,
    )


def _is_current(trigger: Trigger, scene: Scene) -> bool:
    """Whether the checkout tells what the trigger would find: another branch may have the file."""
    return trigger.disabled is False and any(
        covers([trigger], EventKind.BRANCH, name) is True for name in scene.main
    )


RULE = Rule(
    code="DDL020",
    name="build-config-missing",
    area="cloudbuild",
    since="0.2.0",
    subject=TriggerSite,
    severity=Severity.ERROR,
    check=check,
)
