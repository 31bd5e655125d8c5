"""Hotfix that was forked from main.

## What
A hotfix branch that left main behind the last release, and not at the tag that production runs. Looked at is
where the chain of its first parents leaves main's, which neither a merge of main nor the merge back moves.

## Why
All that was on main and not ready is then in the hotfix: production gets it with the mended bug.

## Bad
```git
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2
git commit -m "fix: close the connection"
git checkout main
git commit -m "feat: main goes on"
```

## Good
```git
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
```
```git
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "fix: close the connection"
git checkout main
git commit -m "feat: main goes on"
```

## Fix
Begin it anew at the tag and pick its commits: `git switch --force-create release-v1.42.2 v1.42.1`. There is
no automatic fix.

## Source
The release process: a hotfix is branched from the current production tag.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.fork import ForkKind
from ddlint.model.releases.hotfix_state import HotfixState
from ddlint.rules.branches.wording import count, ids, labels, start_anew


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find hotfixes that left main; branches of a `.0` are no hotfixes, which another rule says."""
    left = hotfix.left
    if left.kind is not ForkKind.MAIN or left.base is None or not hotfix.version.patch:
        return
    brought = left.brought
    came = f" and brings {count(brought)} of it that no release has: {ids(brought)}" if brought else ""
    again = (
        f"begin it at the tag: {start_anew(hotfix, left.expected)}" if left.expected else "begin it at a tag"
    )
    yield Finding(
        f"{hotfix.title} was forked from {hotfix.main} at {left.base.short}, not from a release{came}",
        hotfix.place,
        related=labels(brought or (left.base,), "not released before" if brought else "it left here"),
        help=again,
        identity=(hotfix.title,),
    )


RULE = Rule(
    code="DDB002",
    name="hotfix-forked-from-main",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.ERROR,
    check=check,
)
