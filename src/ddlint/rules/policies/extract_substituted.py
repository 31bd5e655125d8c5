"""Reference with braces in `extract`, which variable substitution empties.

## What
`${ts}` in `filterTags.extract`, where a Flux Kustomization that substitutes variables (`postBuild`)
applies the policy. Where it is not known which Kustomization applies it, the finding is an info.

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
from ddlint.model.flux.image_objects import ImagePolicy
from ddlint.model.regexp import Reference, parse_template
from ddlint.rules.policies.tag_filter import edit_of


def check(policy: ImagePolicy, context: Context) -> Iterable[Outcome]:
    """Find references with braces that substitution would take for variables."""
    written = written_filter(policy)
    if written is not None:
        yield from _judged(written, context)


def _judged(policy: WrittenFilter, context: Context) -> Iterator[Outcome]:
    extract = policy.extract
    if extract is None or "$$" in extract.text:
        return
    for reference in parse_template(extract.text).references:
        if reference.braced:
            yield _finding(policy, extract, reference)


def _finding(policy: WrittenFilter, extract: WrittenText, reference: Reference) -> Finding:
    name = reference.name
    return Finding(
        f"`${{{name}}}` of {policy.title} becomes empty where its Kustomization substitutes variables",
        extract.span(reference.start, reference.end),
        label="looks like a variable",
        help=f"write `${name}`, which means the same and is left alone",
        fix=_fix(extract, reference),
        identity=(policy.name, "extract", name),
        severity=Severity.INFO,
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
    subject=ImagePolicy,
    severity=Severity.ERROR,
    check=check,
    fixable=Fixable.SAFE,
)
