r"""ImageRepository whose exclusionList brings signatures back.

## What
An ImageRepository with an `exclusionList` of its own, none of whose patterns matches the tags under which
cosign stores signatures (`sha256-<digest>.sig`). An empty list is the default, and left alone.

## Why
The list replaces the default `^.*\.sig$`, it is not added to it. Signatures then count as tags of the image:
an alphabetical policy without a filter selects one, and a numerical policy without a filter fails.

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: apps
spec:
  image: ghcr.io/acme/backend
  interval: 5m
  exclusionList:
    - '^pr-'
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: apps
spec:
  image: ghcr.io/acme/backend
  interval: 5m
  exclusionList:
    - '^pr-'
    - '\.(sig|att|sbom)$'
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata:
  name: backend
  namespace: apps
spec:
  image: ghcr.io/acme/backend
  interval: 5m
```

## Fix
Add `'^.*\.sig$'` to the list, or better `'\.(sig|att|sbom)$'`, which excludes attestations and software bills
of materials too. There is no automatic fix.

## Source
fluxcd/image-reflector-controller, api/v1/imagerepository_types.go (`GetExclusionList`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.flux.objects import ImageRepository
from ddlint.model.flux.resolved import RepositoryInUse
from ddlint.model.regexp import Fault, compile_pattern
from ddlint.rules.policies.told import told

#: As cosign names the signature of an image.
SIGNATURE = f"sha256-{'0123456789abcdef' * 4}.sig"


def check(repository: RepositoryInUse, context: Context) -> Iterable[Outcome]:
    """Find lists that exclude no signature."""
    yield from told(RULE, repository, _judged(repository.repository), repository.repository.exclusion_list)


def _judged(repository: ImageRepository) -> Iterator[Outcome]:
    patterns = [compile_pattern(each.word) for each in repository.exclusions]
    if not patterns or any(isinstance(each, Fault) or each.matches(SIGNATURE) for each in patterns):
        return
    yield Finding(
        f"ImageRepository {repository.title} replaces the default exclusionList: .sig tags come back",
        repository.exclusions[0].span,
        label="replaces ^.*\\.sig$",
        help="add `- '\\.(sig|att|sbom)$'` to the list",
        identity=(repository.object.called,),
    )


RULE = Rule(
    code="DDP015",
    name="exclusions-without-signatures",
    area="policies",
    since="0.2.0",
    subject=RepositoryInUse,
    severity=Severity.WARNING,
    check=check,
)
