"""Release version lower than its commits ask for.

## What
A release tag whose version is raised less than its commits ask for: a patch that holds a feature, a minor
release that holds a breaking change. Counted are the commits that this release has and no lower release has;
a commit that was reverted before the release counts for nothing, and neither does one that a hotfix released
already. `[versions] bump` says what a type asks for, `[versions] zero` what that comes to below 1.0.0.

## Why
Accounts take versions by range: a patch goes to everyone whose policy takes patches, and who reads the number
expects nothing to break. The number cannot be mended afterwards, because a tag must not be used again.

## Bad
```release v1.42.2 after=v1.42.1
feat(api): answer in pages
fix: close the connection
```
```release v1.43.0 after=v1.42.1
fix!: refuse requests without a key
```

## Good
```release v1.43.0 after=v1.42.1
feat(api): answer in pages
fix: close the connection
```
```release v2.0.0-rc.1 after=v1.42.1
fix!: refuse requests without a key
```

## Fix
Release the version that the commits ask for (`ddlint release next` prints it). On a hotfix branch, take the
commit off the branch. There is no automatic fix.

## Source
SemVer 2.0.0, points 6 to 8; Conventional Commits 1.0.0; the release process: breaking changes are major,
`feat` is minor, `fix` and `chore` are patches.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.release_seen import ReleaseSeen
from ddlint.rules.versions.wording import commits_of, deciding


def check(release: ReleaseSeen, context: Context) -> Iterable[Outcome]:
    """Find releases whose version is raised less than their commits ask for."""
    if release.base is None or release.above is not None:
        return
    required, asked, right = release.required, release.asked, release.right
    if required is None or asked is None or right is None:
        yield NotAvailable("the commits of the release are not all here", release.unknown)
        return
    raised = release.raised
    if raised is None or asked <= raised:
        return
    wanted = context.settings.versions.tag.replace("{version}", str(right))
    yield Finding(
        f"{release.tag.name} raises the {raised.word} version of {release.base.name}, and "
        f"{deciding(required)} for a {asked.word} release, {wanted}",
        release.place,
        related=commits_of(required),
        help=_help(release, wanted, "this commit" if len(required.deciding) == 1 else "these commits"),
        identity=(release.tag.name,),
    )


def _help(release: ReleaseSeen, wanted: str, commits: str) -> str:
    if release.right_is_taken:
        return f"{wanted} is out already, so take {commits} off this line: it can have patches only"
    return f"release {wanted} instead, or revert {commits} first"


RULE = Rule(
    code="DDV010",
    name="bump-too-low",
    area="versions",
    since="0.3.0",
    subject=ReleaseSeen,
    severity=Severity.ERROR,
    check=check,
)
