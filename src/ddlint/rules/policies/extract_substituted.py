"""Reference with braces in `extract`, which variable substitution empties.

## What
`${ts}` in `filterTags.extract`, where a Flux Kustomization that substitutes variables (`postBuild`)
applies the policy. Where it is not known which Kustomization applies it, the finding is an info. Where one
without `postBuild` does, or the policy has `kustomize.toolkit.fluxcd.io/substitute: disabled`, there is none.

## Why
`${ts}` looks like a variable of `postBuild`. One that is not set becomes empty, before the policy
reaches the cluster. Then there is no `extract`, and the whole tag is the key: a numerical policy fails,
a semver policy finds no version, an alphabetical policy sorts by commit id. `$ts` is left alone.

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
    pattern: '^main-[a-f0-9]{7,40}-(?P<ts>[0-9]{10})$'
    extract: ${ts}
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
    pattern: '^main-[a-f0-9]{7,40}-(?P<ts>[0-9]{10})$'
    extract: $ts
  policy:
    numerical:
      order: asc
```

## Fix
Write `$ts`, which means the same to Flux: `--fix` does. Where a letter, a digit or `_` follows, put
what follows into a group of the pattern, or write `$${ts}` where variables are certainly substituted.

## Source
Flux documentation, Kustomization, "Post build variable substitution"; fluxcd/pkg, envsubst.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Fix, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.filters.written import WrittenFilter, WrittenText, written_filter
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.regexp import Reference, parse_template
from ddlint.rules.policies.tag_filter import edit_of
from ddlint.rules.policies.told import told


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find references with braces that substitution would take for variables."""
    written = written_filter(policy.policy)
    if written is not None:
        outcomes = _judged(written, substituted=policy.substituted)
        yield from told(RULE, policy, outcomes, policy.policy.extract)


def _judged(policy: WrittenFilter, *, substituted: bool | None) -> Iterator[Outcome]:
    extract = policy.extract
    if extract is None or "$$" in extract.text or substituted is False:
        return
    for reference in parse_template(extract.text).references:
        if reference.braced:
            yield _finding(policy, extract, reference, certain=bool(substituted))


def _finding(policy: WrittenFilter, extract: WrittenText, reference: Reference, *, certain: bool) -> Finding:
    name = reference.name
    when = "its Kustomization substitutes variables"
    return Finding(
        f"`${{{name}}}` of {policy.title} becomes empty: {when}"
        if certain
        else f"`${{{name}}}` of {policy.title} becomes empty where {when}",
        extract.span(reference.start, reference.end),
        label="looks like a variable",
        help=f"write `${name}`, which means the same and is left alone",
        fix=_fix(extract, reference),
        identity=(policy.name, "extract", name),
        severity=None if certain else Severity.INFO,
    )


def _fix(extract: WrittenText, reference: Reference) -> Fix | None:
    plain = f"${reference.name}"
    mended = extract.text[: reference.start] + plain + extract.text[reference.end :]
    same = [(each.name, each.start) for each in parse_template(mended).references]
    edit = edit_of(extract, reference.start, reference.end, plain)
    if edit is None or (reference.name, reference.start) not in same:
        return None
    return Fix(f"write {plain}", (edit,), safe=True)


RULE = Rule(
    code="DDP004",
    name="extract-substituted",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.ERROR,
    check=check,
    fixable=Fixable.SAFE,
)
