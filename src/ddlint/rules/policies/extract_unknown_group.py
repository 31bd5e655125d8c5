r"""Tag filter that extracts a group which its pattern does not have.

## What
A `filterTags.extract` with a reference that names no group of the pattern (`$tss` for `$ts`), one that
takes more characters than it looks (`$ts_` is the group `ts_`, `$1x` the group `1x`), a `$` that begins
no reference, the `\1` of other languages, or no reference at all.

## Why
Go replaces a reference to a group that does not exist by nothing, without an error. All tags get the
same key. Then a numerical policy fails (`failed to parse invalid numeric value ''`), a semver policy
finds no version, and an alphabetical policy elects the last tag of the list, which is often the oldest.

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
    extract: $tss
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
    pattern: '^v(?P<version>[0-9]+\.[0-9]+\.[0-9]+)-alpine$'
    extract: '\1'
  policy:
    semver:
      range: '>=1.0.0'
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
    pattern: '^v(?P<version>[0-9]+\.[0-9]+\.[0-9]+)-alpine$'
    extract: $version
  policy:
    semver:
      range: '>=1.0.0'
```

## Fix
Name a group of the pattern. `--unsafe-fixes` writes the one that was probably meant.

## Source
The Go package regexp, `Regexp.Expand`; fluxcd/image-reflector-controller, internal/policy/filter.go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ddlint.engine.finding import Finding, Fix, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Fixable, Rule
from ddlint.model.filters.references import Misreference, Slip, misreferences
from ddlint.model.filters.written import WrittenFilter, WrittenText, written_filter
from ddlint.model.flux.resolved import PolicyInUse
from ddlint.model.selection.spec import Kind
from ddlint.rules.policies.tag_filter import edit_of, filter_of, shown
from ddlint.rules.policies.told import told

_CONSEQUENCES = {
    Kind.NUMERICAL: "the numerical policy fails",
    Kind.SEMVER: "the semver policy finds no version",
    Kind.ALPHABETICAL: "the alphabetical policy elects whichever tag comes last",
}


def check(policy: PolicyInUse, context: Context) -> Iterable[Outcome]:
    """Find references that Go replaces by nothing, or not at all."""
    written = written_filter(policy.policy)
    if written is not None:
        yield from told(RULE, policy, _judged(written, context), policy.policy.extract, policy.policy.pattern)


def _judged(policy: WrittenFilter, context: Context) -> Iterator[Outcome]:
    found, extract = filter_of(policy, context), policy.extract
    if found is None or extract is None or not found.pattern.text:
        return
    names = found.pattern.names
    slips = misreferences(extract.text, names)
    if slips and "$$" in extract.text and not misreferences(extract.text.replace("$$", "$"), names):
        yield NotAvailable(
            f"whether variables are substituted in {policy.title} is not known, and only then is "
            f"{shown(extract.text)} a reference",
            "Write `$name` with one `$`: a Kustomization leaves it alone.",
        )
        return
    for slip in slips:
        yield _finding(policy, extract, slip)


def _finding(policy: WrittenFilter, extract: WrittenText, slip: Misreference) -> Finding:
    instead = (
        f"write `{slip.meant}`" if slip.meant else "write `$name`, with the name of a group in the pattern"
    )
    return Finding(
        f"{_what(slip)}: {_consequence(policy, extract, slip)}",
        extract.span(slip.start, slip.end),
        label="no group of the pattern",
        help=instead,
        fix=_fix(extract, slip),
        identity=(policy.name, "extract", slip.text),
    )


def _what(slip: Misreference) -> str:
    written = shown(slip.text)
    match slip.slip:
        case Slip.GREEDY:
            name = shown(slip.name)
            return f"`{written}` means the group `{name}` (a name takes all that follows), and there is none"
        case Slip.UNKNOWN:
            return f"`{written}` names a group that the pattern does not have, and stays empty"
        case Slip.STRAY:
            return "this `$` begins no reference and stays in the key"
        case Slip.FOREIGN:
            return f"`{written}` is plain text to Go, and stays in the key"
    return f"extract `{written}` names no group, so every tag gets the same key"


def _consequence(policy: WrittenFilter, extract: WrittenText, slip: Misreference) -> str:
    kind = policy.spec.kind
    if slip.text == extract.text and kind is not None:
        return _CONSEQUENCES[kind]
    return "the key is not what it looks like"


def _fix(extract: WrittenText, slip: Misreference) -> Fix | None:
    if not slip.meant or slip.slip is Slip.STRAY:
        return None
    edit = edit_of(extract, slip.start, slip.end, slip.meant)
    return Fix(f"write {slip.meant}", (edit,), safe=False) if edit else None


RULE = Rule(
    code="DDP003",
    name="extract-unknown-group",
    area="policies",
    since="0.2.0",
    subject=PolicyInUse,
    severity=Severity.ERROR,
    check=check,
    fixable=Fixable.UNSAFE,
)
