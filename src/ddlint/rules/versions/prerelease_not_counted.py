"""Pre-release that is not called as the others are.

## What
A pre-release whose suffix is not of the form `rc.N` (`[versions] prerelease`): `v1.2.3-rc9`, `v1.2.3-rc`,
`v1.2.3-beta.1`, `v1.2.3-rc.01`.

## Why
Parts of a suffix that are not numbers alone are compared as text, by SemVer and by Flux: `v1.2.3-rc9` is
higher than `v1.2.3-rc10`, so the tenth candidate never arrives. And `beta` sorts below `rc`, `snapshot`
above it: an account that has the one may never get the other.

## Bad
```git
git tag v1.2.3-rc9
```
```git
git tag v1.2.3-beta.1
```

## Good
```git
git tag v1.2.3-rc.1
git commit -m "fix: close the connection"
git tag v1.2.3-rc.2
```

## Fix
Release the next candidate under the right name. There is no automatic fix.

## Source
SemVer 2.0.0, point 11.4; the release process: `v2.0.0-rc.1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.candidate import is_candidate
from ddlint.model.releases.tag_seen import TagSeen

_TEXT_COUNT = re.compile(r"(?:.*\.)?[A-Za-z-]+(?P<number>[0-9]+)", re.ASCII)


def check(tag: TagSeen, context: Context) -> Iterable[Outcome]:
    """Find suffixes of another form."""
    suffix = tag.version.prerelease if tag.version is not None else None
    form = context.settings.versions.prerelease
    if tag.version is None or suffix is None or is_candidate(form, tag.version):
        return
    counted = _TEXT_COUNT.fullmatch(suffix)
    core = f"{tag.version.major}.{tag.version.minor}.{tag.version.patch}"
    right = context.settings.versions.tag.replace(
        "{version}", f"{core}-{form.replace('{number}', _number(counted))}"
    )
    yield Finding(
        f"{tag.name} is not called `{form}`: {_consequence(suffix, counted)}",
        tag.place,
        help=f"the form is {right}; release the next candidate so",
        identity=(tag.name,),
    )


def _number(counted: re.Match[str] | None) -> str:
    return str(int(counted["number"][:18])) if counted else "1"


def _consequence(suffix: str, counted: re.Match[str] | None) -> str:
    if counted is None:
        return "it is compared as text with the others"
    word = suffix[: -len(counted["number"])]
    return f"as text, `{word}9` sorts above `{word}10`"


RULE = Rule(
    code="DDV002",
    name="prerelease-not-counted",
    area="versions",
    since="0.3.0",
    subject=TagSeen,
    severity=Severity.WARNING,
    check=check,
)
