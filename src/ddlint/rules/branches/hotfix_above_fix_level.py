"""Commit on a hotfix that asks for more than a patch.

## What
A commit of a hotfix that is a feature (`feat`) or a breaking change by its message, and is not reverted on
the hotfix itself. A message that does not follow Conventional Commits says nothing, and is passed over.

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

import re
from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.message import Message
from ddlint.model.releases.hotfix_state import HotfixState, OwnCommit

_REVERTS = re.compile(r"[Tt]his reverts commit ([0-9a-f]{7,64})\b")


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find features and breaking changes among the commits of a hotfix."""
    reverted = _reverted(hotfix.commits)
    for each in hotfix.commits:
        commit = each.commit
        level = _level(each.message)
        if level and commit.oid not in reverted:
            yield Finding(
                f"{hotfix.title} has a {level}, {commit.short}, and a hotfix is a patch release",
                hotfix.place,
                related=(Label(commit.place, f"a {level}"),),
                help=f"leave it to the next release from {hotfix.main}; where it is a fix, reword it",
                identity=(hotfix.title, commit.subject),
            )


def _level(message: str) -> str:
    parsed = Message(message)
    if parsed.is_breaking:
        return "breaking change"
    return "feature" if parsed.type == "feat" else ""


def _reverted(commits: Iterable[OwnCommit]) -> set[str]:
    """The commits that others of these take back, the newest first, so that a revert of a revert counts."""
    gone: set[str] = set()
    oids = [each.commit.oid for each in commits]
    for each in commits:
        if each.commit.oid not in gone:
            gone |= {oid for name in _REVERTS.findall(each.message) for oid in oids if oid.startswith(name)}
    return gone


RULE = Rule(
    code="DDB007",
    name="hotfix-above-fix-level",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.ERROR,
    check=check,
)
