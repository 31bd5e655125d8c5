"""Hotfix that was forked from main.

## What
A hotfix branch that left main behind the last release, and not at the tag that production runs. Looked at is
where the chain of its first parents leaves main's, which neither a merge of main nor the merge back moves. A
branch that has no commit of its own yet and stands on main behind the release: an error where what is there
asks for more than a patch, else a warning, since main may have been moved to the hotfix.

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
```git
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2
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
from ddlint.model.releases.hotfix_state import HotfixState, NamedCommit
from ddlint.rules.branches.fix_level import above_fix_level
from ddlint.rules.branches.wording import count, ids, labels, start_anew


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find hotfixes that left main; branches of a `.0` are no hotfixes, which another rule says."""
    left = hotfix.left
    if not hotfix.version.patch:
        return
    if left.kind is ForkKind.MAIN and left.base is not None:
        yield _forked(hotfix, left.base)
    elif hotfix.stands_on_main and hotfix.commits and left.tag:
        yield _begun(hotfix, context)


def _forked(hotfix: HotfixState, base: NamedCommit) -> Finding:
    left = hotfix.left
    brought = left.brought
    came = f" and brings {count(brought)} of it that no release has: {ids(brought)}" if brought else ""
    return Finding(
        f"{hotfix.title} was forked from {hotfix.main} at {base.short}, not from a release{came}",
        hotfix.place,
        related=labels(brought or (base,), "not released before" if brought else "it left here"),
        help=f"begin it at the tag: {start_anew(hotfix, left.expected)}"
        if left.expected
        else "begin at a tag",
        identity=(hotfix.title,),
    )


def _begun(hotfix: HotfixState, context: Context) -> Finding:
    """A branch without a commit of its own: main was moved to it, or it was just made on main."""
    commits = [each.commit for each in hotfix.commits]
    sure = above_fix_level(hotfix, context.settings)
    return Finding(
        f"{hotfix.title} stands on {hotfix.main} itself, {count(commits)} behind {hotfix.left.tag}: "
        f"{ids(commits)}",
        hotfix.place,
        related=labels(commits, f"not in {hotfix.left.tag}"),
        help=f"begin it at the tag: `git switch --force-create {hotfix.name} {hotfix.left.tag}`",
        identity=(hotfix.title,),
        severity=None if sure else Severity.WARNING,
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
