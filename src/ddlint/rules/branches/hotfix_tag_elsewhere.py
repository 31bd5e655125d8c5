"""Hotfix tag that is not on its branch.

## What
The release tag of a hotfix on a commit that its branch does not have: usually on main, behind the merge back,
or on a commit that was not pushed to the branch.

## Why
On main the release holds all that was not ready. And what was tested is the image of the branch, not this
commit.

## Bad
```git
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
git checkout main
git merge release-v1.42.2
git tag v1.42.2
```

## Good
```git
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout main
git merge release-v1.42.2
```

## Fix
A tag that was pushed stays: release the next patch from the branch. There is no automatic fix.

## Source
The release process: the hotfix is tagged on its branch, and merged back after that.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.hotfix_state import HotfixState, OnBranch
from ddlint.rules.branches.wording import labels


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find tags that are elsewhere."""
    tagged = hotfix.tagged
    if hotfix.on_branch is not OnBranch.ELSEWHERE or tagged is None:
        return
    yield Finding(
        f"release tag {hotfix.tag} is on {tagged.short}, which {hotfix.name} does not have",
        hotfix.place,
        related=labels([tagged], "tagged here"),
        help=f"release what is on {hotfix.name} as the next patch; a tag that was pushed is not moved",
        identity=(hotfix.title, hotfix.tag),
    )


RULE = Rule(
    code="DDB008",
    name="hotfix-tag-elsewhere",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.ERROR,
    check=check,
)
