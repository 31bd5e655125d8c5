"""Release tag on no line of releases.

## What
A release tag on a commit that is neither on the main branch nor on a release branch (`[branches] release`,
and those of the form `[branches] hotfix`); and a hotfix on a release branch of another version alone.

## Why
What is not on main or a release branch was not reviewed, and the next release does not have it.

## Bad
```git
git checkout -b topic
git commit -m "feat: not reviewed"
git tag v1.3.0
```
```git
git tag v1.2.0
git checkout -b release-v1.2.1
git commit -m "fix: close the connection"
git tag v1.2.2
```

## Good
```git
git tag v1.2.0
git checkout -b release-v1.2.1
git commit -m "fix: close the connection"
git tag v1.2.1
```

## Fix
Merge the commit, and release what is on the branch then. A tag that was pushed stays. There is no automatic
fix.

## Source
The release process: releases are made on main, hotfixes on `release-v<version>`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.bump import core_of
from ddlint.model.releases.tag_seen import Stands, TagSeen


def check(tag: TagSeen, context: Context) -> Iterable[Outcome]:
    """Find releases that stand elsewhere."""
    if tag.version is None or tag.stands in {Stands.MAIN, Stands.NO_COMMIT}:
        return
    if tag.stands is Stands.NOWHERE:
        yield NotAvailable(
            f"{tag.short} is on no branch of this clone: its branch was deleted, or was not fetched",
            "Fetch all branches: git fetch origin '+refs/heads/*:refs/remotes/origin/*'",
        )
    elif tag.stands is Stands.ELSEWHERE:
        yield Finding(
            f"{tag.name} is on {tag.short}, which only {', '.join(tag.branches[:3])} has: neither main nor a "
            "release branch",
            tag.place,
            help="merge it first, then release what main or the release branch has",
            identity=(tag.name,),
        )
    elif tag.branch_versions and all(core_of(each) != core_of(tag.version) for each in tag.branch_versions):
        yield Finding(
            f"{tag.name} is made on {tag.branches[0]}, which is called by another version",
            tag.place,
            help=f"release {tag.branch_versions[0]} there, or make the branch of {tag.version}",
            identity=(tag.name,),
        )


RULE = Rule(
    code="DDV008",
    name="release-tag-misplaced",
    area="versions",
    since="0.3.0",
    subject=TagSeen,
    severity=Severity.ERROR,
    check=check,
)
