"""Image object with an API version that Flux does not serve.

## What
An ImagePolicy, ImageRepository or ImageUpdateAutomation whose `apiVersion` the Flux in use (`[flux]
version`) does not know: `v1alpha1` and `v1alpha2` are gone, `v1beta1` since Flux 2.7, `v1beta2` since
2.9, and `v1` comes with 2.7.

## Why
The API server refuses the object, and with it everything that is applied together: the Kustomization
fails, and policies, deployments and accounts beside it no longer change. At an upgrade this comes all at
once.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1beta1
kind: ImagePolicy
metadata:
  name: backend
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: 1.x
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: flux-system
spec:
  imageRepositoryRef:
    name: backend
  policy:
    semver:
      range: 1.x
```

## Fix
`ddlint check --fix` writes the version that is served, where none of the object's fields has changed. For
what the cluster has stored, run `flux migrate` before the upgrade.

## Source
fluxcd/flux2, manifests/crds, releases 2.0 to 2.9; `flux migrate`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.engine.finding import Edit, Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.flux.api_versions import gone_since, is_served, newest, release_of
from ddlint.model.flux.flux_object import IMAGE_GROUP, FluxKind, FluxObject
from ddlint.model.flux.go_template import fields, read_template
from ddlint.model.flux.objects import is_whole
from ddlint.model.flux.resolved import ApiObject
from ddlint.model.yaml_node import YamlNode
from ddlint.rules.policies.told import told

_VERSION = re.compile(r"v[0-9]+[a-z0-9]*")


def check(found: ApiObject, context: Context) -> Iterable[Outcome]:
    """Find objects, and patches of them, whose version the configured Flux does not serve."""
    item = found.object
    parts = [_judged(found, each, context) for each in (item, *item.parts)]
    yield from told(RULE, found, [each for each in parts if each is not None])


def _judged(found: ApiObject, item: FluxObject, context: Context) -> Finding | None:
    release = release_of(context.settings.flux.version)
    written = item.api_version_node
    if written is None or not _VERSION.fullmatch(item.version) or is_served(item.kind, item.version, release):
        return None
    served = newest(item.kind, release)
    gone = gone_since(item.version, release)
    since = f", which was removed with {gone[0]}.{gone[1]}" if gone else ""
    return Finding(
        f"Flux {context.settings.flux.version} does not serve {item.kind} {item.version}{since}: "
        f"{found.called} cannot be applied",
        written.span,
        label=f"{served} is served",
        help=f"write `apiVersion: {IMAGE_GROUP}{served}`; before an upgrade run `flux migrate`",
        fix=_fix(found.object, written, served),
        identity=(item.kind, item.called),
        severity=None if item is found.object and is_whole(item) else Severity.WARNING,
    )


def _fix(item: FluxObject, written: YamlNode, served: str) -> Fix | None:
    """Only the version, where all fields mean the same in both; a patch has to agree with what it patches."""
    version = written.word.partition("/")[2]
    at = written.raw.rfind(version)
    if at < 0 or not is_whole(item) or served == "v1beta1" or _has_changed(item):
        return None
    start = written.start + at
    edit = Edit(written.path, start, start + len(version), served)
    return Fix(f"write {served}", (edit,), safe=True)


def _has_changed(item: FluxObject) -> bool:
    """Whether the object has a field that the alpha versions had, or a template for removed fields."""
    if item.kind is not FluxKind.IMAGE_UPDATE_AUTOMATION:
        return False
    template = read_template(item.word("git", "commit", "messageTemplate"))
    removed = any(chain.startswith((".Updated", ".Changed.ImageResult")) for chain in fields(template))
    return removed or any(item.has(name) for name in ("checkout", "commit", "push"))


RULE = Rule(
    code="DDP021",
    name="api-version-removed",
    area="policies",
    since="0.2.0",
    subject=ApiObject,
    severity=Severity.ERROR,
    check=check,
    fixable=Fixable.SAFE,
)
