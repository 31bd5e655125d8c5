"""Hotfix branch that is still there.

## What
The branch of a hotfix that was released and came back to main, when the time of `[branches]
merge_back_within` is over.

## Why
Whoever pushes to it by mistake starts a build of a release that is over; and what is still open is hard to
see among what is done.

## Bad
```git now=+30d
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout main
git merge --no-ff release-v1.42.2
```

## Good
```git now=+30d
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout main
git merge --no-ff release-v1.42.2
git branch -d release-v1.42.2
```

## Fix
`git push origin --delete release-v1.42.2`: the tag keeps the commits. There is no automatic fix.

## Source
The release process: the branch ends with the merge back.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.hotfix_state import HotfixState, OnBranch
from ddlint.model.releases.returned import Back
from ddlint.rules.branches.way_back import due

_SETTLED = frozenset({Back.MERGED, Back.PICKED, Back.SQUASHED})


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find branches whose work is done."""
    done = hotfix.back in _SETTLED and hotfix.on_branch is OnBranch.YES
    if not done or not hotfix.branch or context.now is None or context.now <= due(hotfix, context.settings):
        return
    yield Finding(
        f"{hotfix.name} was released as {hotfix.tag} and came back to {hotfix.main}, and is still there",
        hotfix.place,
        help=_delete(hotfix.branch),
        identity=(hotfix.title,),
    )


def _delete(ref: str) -> str:
    if ref.startswith("refs/remotes/"):
        remote, _, name = ref.removeprefix("refs/remotes/").partition("/")
        return f"`git push {remote} --delete {name}`"
    return f"`git branch -d {ref.removeprefix('refs/heads/')}`"


RULE = Rule(
    code="DDB013",
    name="hotfix-branch-left",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.INFO,
    check=check,
)
