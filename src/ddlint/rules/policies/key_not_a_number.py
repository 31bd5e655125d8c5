"""Numerical policy that gets keys which are no numbers.

## What
A policy `numerical` whose filter lets a tag through with a key that Go does not read as a number: a
group that also matches letters or `-` (`.*`), an `extract` with text around the number, or no `extract`
where the tag is more than a number. Each finding shows such a tag and its key.

## Why
Every key must be a number. One tag with another key, an `-arm64` or an `-rc1` at its end, fails the
policy for all tags (`failed to parse invalid numeric value`): nothing new is deployed until that tag is
deleted from the registry.

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
    pattern: '^main-[a-f0-9]{7,40}-(?P<ts>.*)'
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
    pattern: '^build-([0-9]{5})$'
  policy:
    numerical:
      order: asc
```

## Good
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
    pattern: '^build-([0-9]{5})$'
    extract: $1
  policy:
    numerical:
      order: asc
```

## Fix
Let the group match digits only, and nothing stand behind it: `(?P<ts>[0-9]{10})$`. There is no
automatic fix.

## Source
fluxcd/image-reflector-controller, internal/policy/numerical.go (`strconv.ParseFloat`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Fix, Label, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.filters.keys import Filter, Misfit, key_group, not_a_number, with_digits
from ddlint.model.filters.written import WrittenFilter, WrittenText, written_filter
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.place import FileSpan
from ddlint.model.selection.spec import Kind
from ddlint.rules.policies.tag_filter import edit_of, shown, sound_filter
from ddlint.rules.policies.told import told

_LONGEST_HELP = 300


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find filters of numerical policies with keys that are no numbers."""
    written = written_filter(policy.policy)
    if written is not None:
        yield from told(RULE, policy, _judged(written, context), *policy.policy.decisive)


def _judged(policy: WrittenFilter, context: Context) -> Iterator[Outcome]:
    found = sound_filter(policy, context) if policy.spec.kind is Kind.NUMERICAL else None
    pattern = policy.pattern
    misfit = not_a_number(found) if found else None
    if found is None or misfit is None or pattern is None:
        return
    mended = with_digits(found)
    yield Finding(
        _message(policy, misfit),
        _place(found, pattern),
        label="not only numbers",
        related=(Label(policy.extract.span(), "is the key"),) if policy.extract else (),
        help=f"write `{shown(mended, _LONGEST_HELP)}`" if mended else _help(found),
        fix=_fix(pattern, mended),
        identity=(policy.name, "key", found.pattern.text, found.extract),
        severity=None if misfit.key else Severity.WARNING,
    )


def _place(found: Filter, pattern: WrittenText) -> FileSpan:
    """The one group that is the key, else the pattern."""
    group = key_group(found)
    return pattern.span(group.start, group.end) if group else pattern.span()


def _fix(pattern: WrittenText, mended: str) -> Fix | None:
    edit = edit_of(pattern, 0, len(pattern.text), mended) if mended else None
    return Fix("let the group match digits only", (edit,), safe=False) if edit else None


def _message(policy: WrittenFilter, misfit: Misfit) -> str:
    shows = f"the tag `{misfit.tag}` has the key `{shown(misfit.key)}`"
    if misfit.always:
        return f"no key of {policy.title} can be a number ({shows}): the numerical policy fails for all tags"
    return f"{shows}, which is no number: one such tag fails {policy.title} for all tags"


def _help(found: Filter) -> str:
    if found.extract:
        return "let the group match digits only, with nothing behind it: `(?P<ts>[0-9]{10})$`"
    if len(found.pattern.names) == 2:
        return f"write `extract: ${found.pattern.names[1] or 1}`: without it the whole tag is the key"
    return "put the number into a group and extract it: `(?P<ts>[0-9]{10})$` and `extract: $ts`"


RULE = Rule(
    code="DDP006",
    name="key-not-a-number",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.ERROR,
    check=check,
    fixable=Fixable.UNSAFE,
)
