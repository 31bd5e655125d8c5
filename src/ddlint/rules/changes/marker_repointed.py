"""Marker pointed to another policy.

## What
A change (`ddlint ci`) after which the marker behind a value names another ImagePolicy than before. Where
the two are about different images this is an error, unless the new one is about the image that stands next
to the value; else it is a warning. A policy that was only renamed, with the same filter, order and image,
is none of this.

## Why
The policy decides which versions get there, without anybody asked: pointed from the policy for production
to the one for UAT, the next pre-release is deployed to production. Pointed to a policy of another image,
Flux writes tags that this image does not have.

## Bad
```yaml path=apps/backend.yaml was
image:
  repository: ghcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=apps/backend.yaml with
image:
  repository: ghcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend-uat:tag"}
```

## Good
```yaml path=apps/backend.yaml was
image:
  repository: ghcr.io/acme/backend
  tag: v1.42.1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=apps/backend.yaml with
image:
  repository: ghcr.io/acme/backend
  tag: v1.43.0 # {"$imagepolicy": "flux-system:backend:tag"}
```

```yaml path=apps/backend.yaml was
image: ghcr.io/acme/backend:v1.42.1 # {"$imagepolicy": "flux-system:backend:tag"}
```
```yaml path=apps/backend.yaml with
image: ghcr.io/acme/backend:v1.42.1 # {"$imagepolicy": "flux-system:backend"}
```

## Fix
Let those approve it who answer for what gets there; or name the policy that stood there. No fix is
automatic.

## Source
fluxcd/image-automation-controller: a marker gets what its policy selects, whatever the image next to it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.accounts.reach import Reach
from ddlint.model.changes.marker_change import MarkerChange
from ddlint.rules.changes.wording import labels


def check(change: MarkerChange, context: Context) -> Iterable[Outcome]:
    """Find markers that name another policy."""
    if change.now is None or _is_renamed(change):
        return
    old, new = change.old.marker, change.now.use.marker
    images = _image(change.old_policies), _image(change.new_policies)
    is_wrong = "" not in images and change.now.use.image != images[1] != images[0]
    yield Finding(
        f"the marker names ImagePolicy {new.policy} where it named {old.policy}: {_means(change, images)}",
        change.place,
        label=f"from {old.policy} to {new.policy}",
        related=(
            *labels(change.was.policies, "wrote it until now"),
            *labels(change.now.policies, "writes it from now on"),
        ),
        help=f'if this was not meant, write: # {{"$imagepolicy": "{old.setter}"}}',
        identity=(change.place.route, old.setter, new.setter),
        severity=Severity.ERROR if is_wrong else Severity.WARNING,
    )


def _means(change: MarkerChange, images: tuple[str, str]) -> str:
    """What follows."""
    old, new = images
    if old and new and old != new:
        return f"Flux writes tags of {new} there, and no longer those of {old}"
    before = any(each.examples.prerelease for each in change.old_policies)
    candidate = next((each.examples.prerelease for each in change.new_policies), "")
    if candidate and change.old_policies and not before:
        return f"it selects pre-releases, such as {candidate}, which the other one does not"
    words = [each.words for each in change.new_policies if not each.unknown]
    return f"it selects {words[0]}" if words else "what Flux writes there is up to that one"


def _is_renamed(change: MarkerChange) -> bool:
    """Whether the policy has another name and is the same."""
    sides = (change.old_policies, change.new_policies)
    one, other = ({(each.spec, each.image) for each in group} for group in sides)
    return not change.was.policies and len(one) == 1 and one == other


def _image(policies: Sequence[Reach]) -> str:
    images = {each.image for each in policies}
    return images.pop() if len(images) == 1 else ""


RULE = Rule(
    code="DDX006",
    name="marker-repointed",
    area="changes",
    since="0.5.0",
    subject=MarkerChange,
    severity=Severity.WARNING,
    check=check,
)
