r"""Numerical policy whose keys do not sort as they look.

## What
A policy `numerical` with keys of more than 16 digits; with a timestamp of no fixed width, where seconds
and milliseconds both fit; or with numbers of different widths put together (`$major$minor$patch`).

## Why
Flux compares keys as 64-bit floating point numbers. From 17 digits on, different tags become equal, and
one of them is picked at random. Where a build once wrote milliseconds and now writes seconds, the old
tags are the greater ones and win for ever. And 1.10.0, put together to 1100, is less than 1.9.10, put
together to 1910.

A timestamp of no bounded width, as `(?P<ts>[0-9]+)`, is worth knowing (info); the others are warnings.

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
    pattern: '^main-[a-f0-9]{7,40}-(?P<ts>[0-9]{10,13})$'
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
    pattern: '^v([0-9]+)\.([0-9]+)\.([0-9]+)$'
    extract: $1$2$3
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
    pattern: '^build-(?P<number>[0-9]+)$'
    extract: $number
  policy:
    numerical:
      order: asc
```

## Fix
Give a timestamp its width (`[0-9]{10}` for seconds), at most 16 digits. Sort versions with a policy
`semver`. There is no automatic fix.

## Source
fluxcd/image-reflector-controller, internal/policy/numerical.go, and its issue 145.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.filters.widths import Trap, WidthTrap, width_traps
from ddlint.model.filters.written import WrittenFilter, written_filter
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.regexp import Width
from ddlint.model.selection.spec import Kind
from ddlint.rules.policies.tag_filter import shown, sound_filter
from ddlint.rules.policies.told import told

_HELP = {
    Trap.TOO_LONG: "let the key have at most 16 digits: seconds `[0-9]{10}`, milliseconds `[0-9]{13}`",
    Trap.MIXED: "give the timestamp its width: `[0-9]{10}` for seconds, `[0-9]{13}` for milliseconds",
    Trap.GLUED: "sort versions with `policy.semver`, or give each number but the first a fixed width",
}


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find keys that sort otherwise than they look."""
    written = written_filter(policy.policy)
    if written is not None:
        yield from told(RULE, policy, _judged(written, context), *policy.policy.decisive)


def _judged(policy: WrittenFilter, context: Context) -> Iterator[Outcome]:
    found = sound_filter(policy, context) if policy.spec.kind is Kind.NUMERICAL else None
    extract = policy.extract
    if found is None or extract is None:
        return
    for trap in width_traps(found):
        yield Finding(
            _message(policy, trap, extract.text),
            extract.span(),
            label=_label(trap.width),
            help=_HELP[trap.trap],
            identity=(policy.name, "width", found.pattern.text, found.extract),
            severity=Severity.INFO if trap.trap is Trap.MIXED and trap.width.most is None else None,
        )


def _message(policy: WrittenFilter, trap: WidthTrap, extract: str) -> str:
    whose = policy.title
    match trap.trap:
        case Trap.TOO_LONG:
            many = _label(trap.width)
            return f"keys of {whose} have {many}: from 17 on different ones are equal, and one wins at random"
        case Trap.MIXED:
            return f"timestamps of {whose} have no fixed width: one in milliseconds beats all in seconds"
    return f"`{shown(extract)}` puts numbers of different widths together: 1.10.0 is less than 1.9.10"


def _label(width: Width) -> str:
    if width.most is None:
        return f"{width.least} or more digits"
    return f"{width.least} digits" if width.fixed else f"{width.least} to {width.most} digits"


RULE = Rule(
    code="DDP007",
    name="numerical-key-fragile",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.WARNING,
    check=check,
)
