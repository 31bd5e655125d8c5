"""Substitution of a build whose name Cloud Build does not take.

## What
A key under `substitutions:` of a Cloud Build config that does not begin with `_`, or holds something else
than capital letters, digits and `_`.

## Why
Cloud Build refuses the config: no build of it ever starts, and no image is made.

## Bad
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, .]
substitutions:
  REGION: europe-west4
```

## Good
```yaml path=.cloudbuild/main.yaml
steps:
  - name: gcr.io/cloud-builders/docker
    args: [build, .]
substitutions:
  _REGION: europe-west4
```

## Fix
Put a `_` in front, here and where it is used. There is no automatic fix, since triggers may set it too.

## Source
Cloud Build documentation, "Using user-defined substitutions": "Substitutions must begin with an underscore
(_) and use only uppercase-letters and numbers (respecting the regular expression _[A-Z0-9_]+)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.cloudbuild.build import Build
from ddlint.model.cloudbuild.substitutions import BUILT_IN
from ddlint.model.place import FileSpan

_NAME = re.compile(r"_[A-Z0-9_]+", re.ASCII)


def check(build: Build, context: Context) -> Iterable[Outcome]:
    """Find substitutions with other names."""
    for name, value in build.declared.items():
        if _NAME.fullmatch(name):
            continue
        known = name in BUILT_IN
        better = f"_{re.sub('[^A-Z0-9_]', '_', name.upper()).lstrip('_')}"
        what = "is Cloud Build's own and cannot be set" if known else "is no name that Cloud Build takes"
        yield Finding(
            f"the substitution {name!r} {what}: it refuses the whole build",
            _key(build, name, value.span),
            label="Cloud Build sets it" if known else "must be `_` and capital letters",
            help="leave it out" if known else f"call it `{better}`",
            identity=(name,),
        )


def _key(build: Build, name: str, value: FileSpan) -> FileSpan:
    """Where the key stands: before its value."""
    at = build.text.rfind(name, 0, value.start)
    return FileSpan(build.path, at, at + len(name), value.route) if at >= 0 else value


RULE = Rule(
    code="DDL004",
    name="substitution-name-invalid",
    area="cloudbuild",
    since="0.2.0",
    subject=Build,
    severity=Severity.ERROR,
    check=check,
)
