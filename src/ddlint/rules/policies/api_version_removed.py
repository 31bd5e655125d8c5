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
from ddlint.model.flux.api_object import ApiObject, below
from ddlint.model.flux.api_versions import gone_since, is_served, newest, release_of
from ddlint.model.flux.fields import word
from ddlint.model.flux.go_template import fields, read_template
from ddlint.model.flux.image_objects import GROUP

_VERSION = re.compile(r"v[0-9]+[a-z0-9]*")


def check(found: ApiObject, context: Context) -> Iterable[Outcome]:
    """Find objects whose version the configured Flux does not serve."""
    release = release_of(context.settings.flux.version)
    span = found.root.span("apiVersion")
    if span is None or not _VERSION.fullmatch(found.version) or is_served(found.kind, found.version, release):
        return
    served = newest(found.kind, release)
    gone = gone_since(found.version, release)
    since = f", which was removed with {gone[0]}.{gone[1]}" if gone else ""
    yield Finding(
        f"Flux {context.settings.flux.version} does not serve {found.kind} {found.version}{since}: "
        f"{found.title} cannot be applied",
        span,
        label=f"{served} is served",
        help=f"write `apiVersion: {GROUP}{served}`; before an upgrade run `flux migrate`",
        fix=_fix(found, served),
        identity=(found.kind, found.namespace, found.name),
        severity=None if found.whole else Severity.WARNING,
    )


def _fix(found: ApiObject, served: str) -> Fix | None:
    """Only the version, where all fields mean the same in both; a patch has to agree with what it patches."""
    span = found.root.span("apiVersion")
    written = found.text[span.start : span.end] if span else ""
    at = written.rfind(found.version)
    if span is None or at < 0 or not found.whole or served == "v1beta1" or _has_changed(found):
        return None
    start = span.start + at
    edit = Edit(span.path, start, start + len(found.version), served)
    return Fix(f"write {served}", (edit,), safe=True)


def _has_changed(found: ApiObject) -> bool:
    """Whether the object has a field that the alpha versions had, or a template for removed fields."""
    if found.kind != "ImageUpdateAutomation":
        return False
    template = read_template(word(below(found.spec, "git", "commit"), "messageTemplate"))
    removed = any(chain.startswith((".Updated", ".Changed.ImageResult")) for chain in fields(template))
    return removed or any(found.spec.names(name) for name in ("checkout", "commit", "push"))


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
