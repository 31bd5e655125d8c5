r"""Tag filter whose pattern Flux cannot compile.

## What
A `filterTags.pattern` that is no regular expression of Go: lookahead and lookbehind, backreferences,
atomic groups, possessive repetition, `\Z`, free spacing, a shell glob, an unclosed bracket. The syntax
is that of the Flux version in `[flux] version`: `(?<name>...)` is a group from Flux 2.3 on.

## Why
Flux compiles the pattern with Go's `regexp`, which has the syntax of RE2. Editors, `grep -P` and most
testers on the web know more. A pattern that does not compile stalls the ImagePolicy: no new tag is
selected, the old one stays deployed, and the ImageUpdateAutomation still reports that all is well.

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
    pattern: '^main-(?!.*-arm64)[a-f0-9]+-(?P<ts>[0-9]{10})$'
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
    pattern: '*-rc.*'
  policy:
    semver:
      range: '>=1.0.0-0'
```
```yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata:
  name: worker
  namespace: apps
spec:
  imageRepositoryRef:
    name: worker
  filterTags:
    pattern: '^main-[a-f0-9]++-(?P<ts>[0-9]{10})$'
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
    pattern: '^main-[a-f0-9]{7,40}-(?P<ts>[0-9]{10})$'
    extract: $ts
  policy:
    numerical:
      order: asc
```

## Fix
Say what a tag must be, from `^` to `$`, instead of what it must not be. The finding names what to write
for each construct. `--unsafe-fixes` mends `\Z`, possessive repetition and atomic groups.

## Source
The Go package regexp/syntax; fluxcd/image-reflector-controller, internal/policy/filter.go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Fix, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.filters.written import WrittenFilter, WrittenText, written_filter
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.regexp import Dialect, Fault, Wrong, compile_pattern
from ddlint.rules.policies.tag_filter import dialect, edit_of, in_short, is_substituted
from ddlint.rules.policies.told import told

_SPELLINGS = {"\\Z": "\\z", "(?>": "(?:"}


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find patterns that Go refuses."""
    written = written_filter(policy.policy)
    if written is not None:
        yield from told(RULE, policy, _judged(written, context), policy.policy.pattern)


def _judged(policy: WrittenFilter, context: Context) -> Iterator[Outcome]:
    pattern = policy.pattern
    fault = compile_pattern(pattern.text, dialect(context)) if pattern else None
    if pattern is None or not isinstance(fault, Fault):
        return
    if not fault.certain:
        yield Finding(
            f"the pattern of {policy.title} is too large to be read",
            pattern.span(),
            label="not looked at",
            help=fault.advice,
            identity=(policy.name, "large"),
        )
        return
    if is_substituted(policy):
        yield NotAvailable(
            f"the pattern of {policy.title} has variables that a Kustomization replaces first",
            "Let ddlint read the manifests as they are applied.",
        )
        return
    yield Finding(
        f"the pattern of {policy.title} does not compile ({in_short(fault)}): Flux stops selecting tags",
        pattern.span(fault.start, fault.end),
        label=str(fault.wrong),
        help=fault.advice,
        fix=_fix(pattern, fault, dialect(context)),
        identity=(policy.name, "pattern", pattern.text),
    )


def _fix(pattern: WrittenText, fault: Fault, syntax: Dialect) -> Fix | None:
    """What is meant, where Go has another spelling of it and nothing else is wrong."""
    instead = _SPELLINGS.get(fault.expression)
    if fault.wrong is Wrong.NESTED_REPEAT and fault.expression[1:] == "+":
        instead = fault.expression[:1]
    if instead is None:
        return None
    mended = pattern.text[: fault.start] + instead + pattern.text[fault.end :]
    edit = edit_of(pattern, fault.start, fault.end, instead)
    if edit is None or isinstance(compile_pattern(mended, syntax), Fault):
        return None
    return Fix(f"write {instead}", (edit,), safe=False)


RULE = Rule(
    code="DDP002",
    name="pattern-not-re2",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.ERROR,
    check=check,
    fixable=Fixable.UNSAFE,
)
