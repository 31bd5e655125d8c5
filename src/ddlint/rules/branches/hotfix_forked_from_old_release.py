"""Hotfix that was forked from an older release than the current one of its line.

## What
A hotfix that left from a release tag, when a higher release of the same line (major and minor) was out
already: when the first commit of the hotfix was made. An error where both times are known: the tag is
annotated and older than the commit, also as it was first written. Else (a tag without a time of its own, a
commit that was rebased since) a warning.

## Why
The hotfix lacks what the release after its base mended: deploying it brings that bug back.

## Bad
```git
git tag -a v1.42.0
git checkout -b release-v1.42.1
git commit -m "fix: close the connection"
git tag -a v1.42.1
git checkout -b release-v1.42.2 v1.42.0
git commit -m "fix: say why it failed"
```

## Good
```git
git tag -a v1.42.0
git checkout -b release-v1.42.1
git commit -m "fix: close the connection"
git tag -a v1.42.1
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: say why it failed"
```
```git withdrawn=v1.42.1
git tag -a v1.42.0
git checkout -b release-v1.42.1
git commit -m "fix: close the connection"
git tag -a v1.42.1
git checkout -b release-v1.42.2 v1.42.0
git commit -m "fix: say why it failed"
```

## Fix
Begin it anew at the newest release of the line. Where that was rolled back, so that production runs the older
one, say so: `[versions] withdrawn = ["v1.42.1"]`. There is no automatic fix.

## Source
The release process: a hotfix is branched from the current production tag.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.hotfix_state import HotfixState
from ddlint.rules.branches.wording import start_anew


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find hotfixes whose base was not the highest release of its line."""
    left = hotfix.left
    if left.version is None or left.line is None or left.line.version <= left.version:
        return
    newer = left.line
    word = "was" if newer.certain else "seems to have been"
    yield Finding(
        f"{hotfix.title} was forked from {left.tag} when {newer.tag} {word} out, "
        "so it lacks what that mended",
        hotfix.place,
        help=f"begin it there: {start_anew(hotfix, newer.tag)}; if {newer.tag} was rolled back: "
        f'`[versions] withdrawn = ["{newer.tag}"]`',
        identity=(hotfix.title, newer.tag),
        severity=None if newer.certain else Severity.WARNING,
    )


RULE = Rule(
    code="DDB003",
    name="hotfix-forked-from-old-release",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.ERROR,
    check=check,
)
