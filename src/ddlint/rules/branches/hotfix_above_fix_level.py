"""Commit on a hotfix that asks for more than a patch.

## What
A commit of a hotfix that asks for more than a patch by its message, a feature (`feat`) or a breaking change
(`[versions] bump`), and is not reverted on the hotfix itself. A message that does not follow Conventional
Commits says nothing, and is passed over.

## Why
A feature makes a minor release and a breaking change a major one: as a patch it reaches every account whose
policy takes patches, unreviewed as what it is.

## Bad
```git
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "feat(api): answer in pages"
```
```git
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "fix!: refuse requests without a key"
```

## Good
```git
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "fix: close the connection"
git commit -m "chore: bump the base image"
```

## Fix
Leave it to the next release from main; or, where it is a fix, reword it: `git rebase -i v1.42.1`. There is no
automatic fix.

## Source
Conventional Commits 1.0.0 and SemVer 2.0.0, points 6 to 8; the release process: `feat` is a minor release.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.hotfix_state import HotfixState
from ddlint.rules.branches.fix_level import above_fix_level


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find features and breaking changes on a hotfix; where that stands on main itself, another rule does."""
    if hotfix.stands_on_main:
        return
    for each, what in above_fix_level(hotfix, context.settings):
        commit = each.commit
        yield Finding(
            f"{hotfix.title} has {commit.short}, which asks for a {what.bump.word} release ({what.why}), "
            "and a hotfix is a patch release",
            hotfix.place,
            related=(Label(commit.place, f"asks for a {what.bump.word} release"),),
            help=f"leave it to the next release from {hotfix.main}; where it is a fix, reword it",
            identity=(hotfix.title, commit.subject),
        )


RULE = Rule(
    code="DDB007",
    name="hotfix-above-fix-level",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.ERROR,
    check=check,
)
