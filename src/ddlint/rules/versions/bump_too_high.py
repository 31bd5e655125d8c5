"""Release version higher than its commits ask for.

## What
A release tag whose version is raised more than its commits ask for: a major release that breaks nothing, a
minor release without a feature. A release of which no commit asks for anything may be a patch. Where a commit
does not follow Conventional Commits, it may be what made it more, and nothing is said. The step from 0.x to
1.0.0 is a decision, and is not looked at.

## Why
A major version tells everyone to look for what breaks, and policies such as `1.x` stop taking releases. Often
the commit that made it one was reverted since, or its message does not say what it is.

## Bad
```release v2.0.0 after=v1.42.1
feat(api): answer in pages
```
```release v1.43.0 after=v1.42.1
fix: close the connection
```

## Good
```release v1.43.0 after=v1.42.1
feat(api): answer in pages
```
```release v1.42.2 after=v1.42.1
docs: say what a page is
```

## Fix
Release the version that the commits ask for (`ddlint release next` prints it); or say in a commit what makes
it more. There is no automatic fix.

## Source
SemVer 2.0.0, points 6 to 8; Conventional Commits 1.0.0.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.bump import Bump
from ddlint.model.releases.release_seen import ReleaseSeen
from ddlint.model.releases.required import Required


def check(release: ReleaseSeen, context: Context) -> Iterable[Outcome]:
    """Find releases whose version is raised more than their commits ask for."""
    raised, asked = release.raised, release.asked
    if release.base is None or release.required is None or raised is None or asked is None:
        return
    leaves_zero = release.base.version.major == 0 and release.version.major > 0
    unsaid = leaves_zero or release.required.unconventional or release.above is not None
    most = release.levels.applied(release.required.most, release.base.version)
    if unsaid or raised <= max(most, Bump.PATCH):
        return
    yield Finding(
        f"{release.tag.name} raises the {raised.word} version of {release.base.name}, and "
        f"{_most(release.required, asked)}",
        release.place,
        help=_help(release, asked, context),
        identity=(release.tag.name,),
        severity=Severity.WARNING if raised is Bump.MAJOR else None,
    )


def _most(required: Required, asked: Bump) -> str:
    if asked is Bump.NONE:
        return "no commit asks for a release"
    if asked < required.bump:
        return f"its commits ask for a {asked.word} release below 1.0.0"
    return f"no commit asks for more than a {asked.word} release"


def _help(release: ReleaseSeen, asked: Bump, context: Context) -> str:
    if asked is Bump.NONE or release.right is None:
        return "release it when there is something in it"
    name = context.settings.versions.tag.replace("{version}", str(release.right))
    return f"{name} is enough; or say in a commit what makes it more"


RULE = Rule(
    code="DDV011",
    name="bump-too-high",
    area="versions",
    since="0.3.0",
    subject=ReleaseSeen,
    severity=Severity.INFO,
    check=check,
)
