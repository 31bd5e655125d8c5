"""Build config that no trigger names.

## What
A file with build steps, called `cloudbuild*.yaml` or in a folder `cloudbuild` or `.cloudbuild`, that no
trigger of this repository names and no other build config mentions. Said only where the triggers of this
repository are at hand, and all of them say which build config they use.

## Why
Nothing runs it: no image comes of it. Often the trigger names its old place, or was forgotten. It may
also be meant to be run by hand.

## Bad
```yaml path=triggers/main.yaml
name: backend-main
filename: .cloudbuild/main.yaml
github:
  owner: acme
  name: backend
  push:
    branch: ^(main|release-.*)$
```
```yaml path=.cloudbuild/main.yaml with
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, gcr.io/acme/backend, .]
images: [gcr.io/acme/backend]
```
```yaml path=.cloudbuild/release.yaml with
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
    branch: ^(main|release-.*)$
```
```yaml path=.cloudbuild/main.yaml with
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, gcr.io/acme/backend, .]
images: [gcr.io/acme/backend]
```

## Fix
Make a trigger for it, or delete it. There is no automatic fix.

## Source
The release process: a push runs a trigger, and the trigger names a build config.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.place import FileSpan
from ddlint.model.triggers.scene import ConfigSite, Scene, plain_path


def check(site: ConfigSite, context: Context) -> Iterable[Outcome]:
    """Find build configs that nothing names."""
    named = _named(site.scene)
    if named is None or site.path in named or _mentioned(site):
        return
    yield Finding(
        f"no trigger names the build config {site.path}: no push ever runs it",
        FileSpan(site.path, 0, len(site.text_at(FileSpan(site.path, 0, 0)).partition("\n")[0])),
        label="not run",
        help="make a trigger for it, or delete it; one that is run by hand can be exempt (`[[overrides]]`)",
        identity=(site.path.rpartition("/")[2],),
    )


def _named(scene: Scene) -> set[str] | None:
    """The build configs that triggers name; None where that is not the whole truth."""
    here = [trigger for trigger in scene.triggers if scene.builds_here(trigger) is not False]
    if not any(scene.builds_here(trigger) for trigger in here):
        return None
    if any(trigger.config is not None and trigger.config.unknown for trigger in here):
        return None
    return {plain_path(trigger.config.value) for trigger in here if trigger.config is not None}


def _mentioned(site: ConfigSite) -> bool:
    name = site.path.rpartition("/")[2]
    return any(name in site.scene.texts.get(path, "") for path in site.scene.configs if path != site.path)


RULE = Rule(
    code="DDL026",
    name="build-config-unused",
    area="cloudbuild",
    since="0.2.0",
    subject=ConfigSite,
    severity=Severity.INFO,
    check=check,
)
