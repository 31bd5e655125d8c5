"""Hotfix that was reverted on main.

## What
A hotfix that came back and was then taken back on main by a revert of it, of its merge or of its pick
("This reverts commit ..."), and not brought again: reverts of reverts are followed.

## Why
The release that runs has the fix, the next one from main has not.

## Bad
```git
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout main
git merge --no-ff release-v1.42.2
git revert v1.42.2
```

## Good
```git
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout main
git merge --no-ff release-v1.42.2
git revert v1.42.2
git revert HEAD
```

## Fix
Revert the revert: `git revert <commit>`. If main mends it otherwise, a later commit there that ends with
`Merged-back: v1.42.2` says so. There is no automatic fix.

## Source
git-revert(1); the release process: what a hotfix mended has to be in the next release.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.hotfix_state import HotfixState
from ddlint.model.releases.returned import Back
from ddlint.rules.branches.way_back import has_to_come_back
from ddlint.rules.branches.wording import count, ids, labels


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find reverts of what came back."""
    reverted = [each for each in hotfix.commits if each.verdict is Back.REVERTED]
    if not reverted or not has_to_come_back(hotfix, context.settings):
        return
    commits = [each.commit for each in reverted]
    by = reverted[0].by
    yield Finding(
        f"{count(commits)} of {hotfix.title} came back to {hotfix.main}, and that was reverted there: "
        f"{ids(commits)}",
        hotfix.place,
        related=(*((Label(by.place, "the revert"),) if by else ()), *labels(commits, "reverted")),
        help=f"`git revert {by.short}` on {hotfix.main}" if by else f"bring it back to {hotfix.main}",
        identity=(hotfix.title,),
    )


RULE = Rule(
    code="DDB011",
    name="hotfix-reverted",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.WARNING,
    check=check,
)
