"""Hotfix branch with another name than hotfix branches have.

## What
A branch that is plainly meant as a hotfix (its name says hotfix, or begins as hotfix branches do, and holds
the version of a patch release) and has not the form of `[branches] hotfix`, `release-v{version}[-{context}]`.

## Why
Triggers build release branches by their name, and so does everything that looks for hotfixes: from another
name no image is built that can be deployed, and nothing asks whether the hotfix came back to main.

## Bad
```git
git tag v1.42.1
git checkout -b hotfix/1.42.2
git commit -m "fix: close the connection"
```
```git
git tag v1.42.1
git checkout -b release/v1.42.2
git commit -m "fix: close the connection"
```

## Good
```git
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "fix: close the connection"
```
```git
git tag v1.42.1
git checkout -b release-v1.42.2-login
git commit -m "fix: close the connection"
```
```git
git tag v1.42.1
git checkout -b release-notes-1.42
git commit -m "docs: what is new"
```

## Fix
Rename it: `git branch -m hotfix/1.42.2 release-v1.42.2`. There is no automatic fix.

## Source
The release process: a hotfix branch is called `release-v1.42.2[-some-optional-context]`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.hotfix_state import MisnamedBranch
from ddlint.rules.branches.wording import quoted


def check(branch: MisnamedBranch, context: Context) -> Iterable[Outcome]:
    """Find the branch: what is fed here is misnamed."""
    form = context.settings.branches.hotfix
    better = branch.meant.better
    yield Finding(
        f"branch {branch.name} is not called as the hotfixes are ({form}), so nothing takes it for "
        f"the hotfix of {branch.meant.version}",
        branch.place,
        help=f"rename it: `git branch -m {quoted(branch.name)} {better}`"
        if better
        else f"rename it to {form}",
        identity=(branch.name,),
    )


RULE = Rule(
    code="DDB001",
    name="hotfix-branch-misnamed",
    area="branches",
    since="0.3.0",
    subject=MisnamedBranch,
    severity=Severity.WARNING,
    check=check,
)
