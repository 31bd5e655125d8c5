"""Hotfix whose changes the merge back left out.

## What
A hotfix that main holds by a merge which took nothing of it: `git merge -s ours`, a `merge=ours` attribute,
or a conflict that was resolved for main. Not meant is a merge behind picks of the same changes. An error
where the merge changed nothing at all; where it changed other files, a warning.

## Why
Git takes the hotfix for merged, and no later merge brings it: the next release from main has the bug again.

## Bad
```git
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout main
git merge -s ours release-v1.42.2
```

## Good
```git
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout main
git cherry-pick v1.42.2
git merge -s ours release-v1.42.2
```

## Fix
Pick the commits: `git cherry-pick v1.42.1..v1.42.2`. If they are not wanted on main, a commit that ends with
`Merged-back: v1.42.2` says so. There is no automatic fix.

## Source
git-merge(1), `ours`; the release process: the hotfix is merged back to main.
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
    """Find merges that dropped what they should bring."""
    dropped = [each for each in hotfix.commits if each.verdict is Back.DROPPED]
    if not dropped or not has_to_come_back(hotfix, context.settings):
        return
    commits = [each.commit for each in dropped]
    merge = dropped[0].by
    by = f"merge {merge.short}" if merge else "a merge"
    sure = all(each.certain for each in dropped)
    yield Finding(
        f"{by} brought {hotfix.title} to {hotfix.main} and left out what {count(commits)} changed: "
        f"{ids(commits)}",
        hotfix.place,
        related=(*((Label(merge.place, "this merge"),) if merge else ()), *labels(commits, "left out")),
        help=f"`git cherry-pick {' '.join(each.short for each in reversed(commits[:5]))}` on {hotfix.main}; "
        f"if it is not wanted there, a commit that says `Merged-back: {commits[0].short}`",
        identity=(hotfix.title,),
        severity=None if sure else Severity.WARNING,
    )


RULE = Rule(
    code="DDB010",
    name="hotfix-dropped-by-merge",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.ERROR,
    check=check,
)
