r"""Tag filter whose pattern also matches longer tags.

## What
A `filterTags.pattern` without `^` or `$` (or with one that belongs to one alternative only), where that
lets in tags that were hardly meant. Each finding shows such a tag. Not reported: a pattern without
`extract` that ends in plain text (`^main-`) or begins with `-`, `.` or `_` (`-alpine$`), for that is a
filter by prefix or suffix; and one that is open and lets in nothing more, as `.*-rc.*`.

## Why
Flux searches for the pattern anywhere in the tag. A build for another architecture or of another branch
then gets in, often with the same key, and Flux picks one of the two at random, or the wrong image for
good.

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
    pattern: '^main-[a-f0-9]{7,40}-(?P<number>[0-9]{5})'
    extract: $number
  policy:
    numerical:
      order: asc
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
    pattern: 'v(?P<version>[0-9]+\.[0-9]+\.[0-9]+)$'
    extract: $version
  policy:
    semver:
      range: '>=1.0.0'
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
    pattern: '.*-rc.*'
  policy:
    semver:
      range: '>=1.0.0-0'
```

## Fix
Begin the pattern with `^` and end it with `$`. `--unsafe-fixes` does.

## Source
fluxcd/image-reflector-controller, internal/policy/filter.go (`FindStringSubmatchIndex` is unanchored);
fluxcd/flux2 issue 5691.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Fix, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.filters.keys import Filter
from ddlint.model.filters.openings import Openings, anchored, openings
from ddlint.model.filters.written import WrittenFilter, WrittenText, written_filter
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.regexp import example
from ddlint.rules.policies.tag_filter import edit_of, shown, sound_filter, version
from ddlint.rules.policies.told import told

#: From this Flux on the list of tags is sorted downwards, and of tags with one key the last is taken.
_SORTED_SINCE = (2, 7)
_LONGEST_HELP = 300


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find patterns that let in longer tags."""
    written = written_filter(policy.policy)
    if written is not None:
        yield from told(RULE, policy, _judged(written, context), policy.policy.pattern)


def _judged(policy: WrittenFilter, context: Context) -> Iterator[Outcome]:
    found, pattern = sound_filter(policy, context), policy.pattern
    if found is None or pattern is None:
        return
    opened = openings(policy.spec, found)
    if not opened and not opened.known:
        yield NotAvailable(
            f"which tags {policy.title} lets in would take too long to find out", "Simplify it."
        )
    if opened:
        sorted_list = version(context) >= _SORTED_SINCE
        yield _finding(policy, found, pattern, opened, _effect(found, opened, sorted_list=sorted_list))


def _finding(
    policy: WrittenFilter, found: Filter, pattern: WrittenText, opened: Openings, effect: str
) -> Finding:
    tags = " and ".join(f"`{tag}`" for tag in (opened.start, opened.end) if tag)
    closed = anchored(found.pattern, start=bool(opened.start), end=bool(opened.end))
    edit = edit_of(pattern, 0, len(pattern.text), closed)
    return Finding(
        f"the pattern of {policy.title} has {_missing(pattern, opened)}: it also lets in {tags}{effect}",
        pattern.span(),
        label="searched for anywhere in the tag",
        help=f"write `{shown(closed, _LONGEST_HELP)}`",
        fix=Fix("anchor the pattern", (edit,), safe=False) if edit else None,
        identity=(policy.name, "pattern", pattern.text),
    )


def _missing(pattern: WrittenText, opened: Openings) -> str:
    signs = [sign for sign, tag in (("^", opened.start), ("$", opened.end)) if tag]
    missing = " and ".join(f"no `{sign}`" for sign in signs)
    return f"{missing} that holds for all of it" if any(sign in pattern.text for sign in signs) else missing


def _effect(found: Filter, opened: Openings, *, sorted_list: bool) -> str:
    """What Flux makes of such a tag: its key, and whether it wins over a tag that was meant."""
    usual, other = example(found.pattern), opened.end or opened.start
    key = found.key(other) if other and found.extract else None
    if not usual or not other or key is None:
        return ""
    wins = sorted_list and other < usual and found.key(usual) == key
    return f", with the key `{key}`" + (f", and prefers it to `{usual}`" if wins else "")


RULE = Rule(
    code="DDP005",
    name="pattern-unanchored",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.WARNING,
    check=check,
    fixable=Fixable.UNSAFE,
)
