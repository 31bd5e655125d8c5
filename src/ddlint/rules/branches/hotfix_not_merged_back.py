"""Hotfix that was released and not merged back.

## What
A released hotfix with commits that main does not have, when the time of `[branches] merge_back_within` is
over. It counts from when the release was published, else from when the tag was made, else from when the
commit was. A commit is there when main holds it, the same change, a squash of the whole, or a commit that
says it stands for it. Files that belong to the release itself (`[branches] bookkeeping`) need not come back.
What cannot be told from the changes is *not available*. A hotfix that came back late is worth knowing.

## Why
The next release from main brings the bug back.

## Bad
```git now=+30d
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout main
```

## Good
```git now=+30d
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout main
git merge release-v1.42.2
git branch -d release-v1.42.2
```
```git now=+30d
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout main
git commit --allow-empty -m "chore: main mended this otherwise" -m "Merged-back: v1.42.2"
git branch -D release-v1.42.2
```
```git now=+3d
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout main
```

## Fix
Merge the branch: `git merge release-v1.42.2`. Where main has the change in another form, a commit there that
ends with the line `Merged-back: <commit of the hotfix>`, or `Merged-back: v1.42.2` for all of it, says so.
There is no automatic fix.

## Source
The release process: the hotfix branch is merged back to main.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.hotfix_state import HotfixState
from ddlint.model.releases.returned import Back, Why
from ddlint.rules.branches.way_back import commits_that, due, has_to_come_back, span
from ddlint.rules.branches.wording import count, ids, labels


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find released hotfixes that main lacks."""
    if not has_to_come_back(hotfix, context.settings):
        return
    missing = commits_that(hotfix, Back.MISSING)
    unclear = commits_that(hotfix, Back.INCONCLUSIVE)
    if not missing and not unclear:
        yield from _late(hotfix, context)
    elif context.now is None:
        yield NotAvailable("it is not known what time it is, and so whether it is late")
    elif context.now <= due(hotfix, context.settings):
        return
    elif missing:
        ago = span(context.now - (hotfix.published or 0))
        yield Finding(
            f"{hotfix.title} was released {ago} ago and {hotfix.main} lacks {count(missing)} of it: "
            f"{ids(missing)}",
            hotfix.place,
            related=labels(missing, f"not on {hotfix.main}"),
            help=f"`git merge {hotfix.name or hotfix.tag}` on {hotfix.main}; or a commit there that says "
            f"`Merged-back: {missing[0].short}`",
            identity=(hotfix.title,),
        )
    else:
        yield _unclear(hotfix)


def _unclear(hotfix: HotfixState) -> NotAvailable:
    unclear = [each for each in hotfix.commits if each.verdict is Back.INCONCLUSIVE]
    first = unclear[0]
    if first.why is Why.UNREAD:
        return NotAvailable(
            f"whether {hotfix.main} has {count(unclear)} of it cannot be told: this clone lacks the files",
            "fetch them: git fetch --refetch --no-filter",
        )
    like = f" ({first.by.short} is called the same)" if first.by else ""
    return NotAvailable(
        f"whether {hotfix.main} has {count(unclear)} of it cannot be proven: "
        f"{ids([each.commit for each in unclear])}{like}",
        f"a commit on {hotfix.main} that says `Merged-back: {first.commit.short}` settles it, or "
        f"`Merged-back: {hotfix.tag}` for all of them",
    )


def _late(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    end = due(hotfix, context.settings)
    if hotfix.returned is not None and hotfix.returned > end:
        yield Finding(
            f"{hotfix.title} came back to {hotfix.main} {span(hotfix.returned - end)} late",
            hotfix.place,
            help="merge a hotfix back when it is released",
            identity=(hotfix.title, "late"),
            severity=Severity.INFO,
        )


RULE = Rule(
    code="DDB009",
    name="hotfix-not-merged-back",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.ERROR,
    check=check,
)
