r"""Tag filter with one half missing: nothing can be selected.

## What
An `extract` without a `pattern`; or a policy `semver` whose filter leaves no key that is a version:
most often a pattern with a prefix (`^release-`) and no `extract` that takes it off.

## Why
Without a pattern there are no groups, and every tag gets the same key. And a key that is no version
with three parts is passed over without a word: the policy never selects anything (`unable to determine
latest version`).

## Bad
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: apps
spec:
  imageRepositoryRef:
    name: backend
  filterTags:
    pattern: '^release-v[0-9]+\.[0-9]+\.[0-9]+$'
  policy:
    semver:
      range: '>=1.0.0'
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: frontend
  namespace: apps
spec:
  imageRepositoryRef:
    name: frontend
  filterTags:
    extract: $ts
  policy:
    numerical:
      order: asc
```

## Good
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: backend
  namespace: apps
spec:
  imageRepositoryRef:
    name: backend
  filterTags:
    pattern: '^release-(?P<version>v[0-9]+\.[0-9]+\.[0-9]+)$'
    extract: $version
  policy:
    semver:
      range: '>=1.0.0'
```

## Fix
Put what is to be compared into a group, and name it in `extract`. There is no automatic fix.

## Source
fluxcd/image-reflector-controller, internal/policy/filter.go and semver.go; fluxcd/pkg, version.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.filters.keys import Filter, Misfit, never_a_version
from ddlint.model.filters.written import WrittenFilter, written_filter
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.selection.spec import Kind
from ddlint.rules.policies.tag_filter import shown, sound_filter
from ddlint.rules.policies.told import told


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find filters that leave nothing to select."""
    written = written_filter(policy.policy)
    if written is not None:
        yield from told(RULE, policy, _judged(written, context), *policy.policy.decisive)


def _judged(policy: WrittenFilter, context: Context) -> Iterator[Outcome]:
    spec = policy.spec
    pattern, extract = policy.pattern, policy.extract
    if policy.complete and not spec.pattern and extract is not None:
        yield Finding(
            f"extract `{shown(extract.text)}` of {policy.title} has no pattern to take a group from: "
            "every tag gets the same key",
            extract.span(),
            label="no pattern",
            help="write a pattern with a group beside it: `pattern: '^main-[a-f0-9]+-(?P<ts>[0-9]{10})$'`",
            identity=(policy.name, "extract", extract.text),
        )
    found = sound_filter(policy, context) if spec.kind is Kind.SEMVER else None
    misfit = never_a_version(found) if found else None
    if found is not None and misfit is not None and pattern is not None:
        yield Finding(
            _message(policy, misfit),
            (extract or pattern).span(),
            label="never a version",
            help=_help(found),
            identity=(policy.name, "version", found.pattern.text, found.extract),
        )


def _message(policy: WrittenFilter, misfit: Misfit) -> str:
    return (
        f"no key of {policy.title} can be a version with three parts (the tag `{misfit.tag}` has the key "
        f"`{shown(misfit.key)}`): the semver policy never selects anything"
    )


def _help(found: Filter) -> str:
    if found.extract:
        return "let the groups match all three numbers of the version"
    return (
        "put the version into a group, `(?P<version>[0-9]+\\.[0-9]+\\.[0-9]+)`, and write `extract: $version`"
    )


RULE = Rule(
    code="DDP013",
    name="filter-incomplete",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.ERROR,
    check=check,
)
