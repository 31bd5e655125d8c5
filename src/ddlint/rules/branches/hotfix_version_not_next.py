"""Hotfix whose version is not the next patch of the release it was forked from.

## What
A hotfix of `v1.42.1` that is called anything else than `1.42.2`: a patch was skipped, or it left from another
line. Also a branch called as hotfixes are for a version that is no patch release (`release-v1.43.0`): a
warning.

## Why
The next patch says what it holds: the release before it and what was mended. Of another number nobody can
tell what it was built on, and the one that was skipped looks lost.

## Bad
```git
git tag v1.42.1
git checkout -b release-v1.42.3
git commit -m "fix: close the connection"
```
```git
git tag v1.42.1
git checkout -b release-v1.43.0
git commit -m "fix: close the connection"
```

## Good
```git
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "fix: close the connection"
```

## Fix
Rename the branch: `git branch -m release-v1.42.3 release-v1.42.2`. There is no automatic fix.

## Source
The release process: the hotfix of `v1.42.1` is `release-v1.42.2`, and its tag `v1.42.2`. SemVer 2.0.0,
point 6.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.hotfix_state import HotfixState


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find versions that do not follow; a base that is too old is another rule's."""
    left, version = hotfix.left, hotfix.version
    if not version.patch:
        yield _no_patch(hotfix)
        return
    if left.version is None or (left.line is not None and left.line.version > left.version):
        return
    follows = left.version.bump_patch()
    if version == follows or _was_withdrawn(hotfix, context):
        return
    yield Finding(
        f"{hotfix.title} was forked from {left.tag}, and the next patch of that is {follows}, not {version}",
        hotfix.place,
        help=f"call the branch and the tag after {follows}, or begin at the release before {version}",
        identity=(hotfix.title,),
    )


def _was_withdrawn(hotfix: HotfixState, context: Context) -> bool:
    """Whether all versions between base and hotfix were used by releases that were rolled back."""
    left, version = hotfix.left, hotfix.version
    if left.version is None or (left.version.major, left.version.minor) != (version.major, version.minor):
        return False
    between = (version.replace(patch=patch) for patch in range(left.version.patch + 1, version.patch))
    form, gone = context.settings.versions.tag, set(context.settings.versions.withdrawn)
    return version > left.version and all(form.replace("{version}", str(each)) in gone for each in between)


def _no_patch(hotfix: HotfixState) -> Finding:
    return Finding(
        f"{hotfix.title} is called as hotfixes are, and {hotfix.version} is no patch release",
        hotfix.place,
        help="release it from main, or give the branch the next patch of the release in production",
        identity=(hotfix.title,),
        severity=Severity.WARNING,
    )


RULE = Rule(
    code="DDB004",
    name="hotfix-version-not-next",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.ERROR,
    check=check,
)
