"""Hotfix of a line below the highest release.

## What
A hotfix whose line (major and minor) lay below a release that was out when the hotfix was begun, and
`[branches] old_lines` is `never`. A release that was rolled back does not count (`[versions] withdrawn`).

## Why
Where every account runs the highest release, nobody gets such a hotfix: an ImagePolicy selects the highest
version. And what it mends may be missing in the release that runs.

## Bad
```git
git tag v1.42.1
git commit -m "feat: answer in pages"
git tag v1.43.0
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
```

## Good
```git
git tag v1.42.1
git commit -m "feat: answer in pages"
git tag v1.43.0
git checkout -b release-v1.43.1 v1.43.0
git commit -m "fix: close the connection"
```
```git old_lines=separate
git tag v1.42.1
git commit -m "feat: answer in pages"
git tag v1.43.0
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
```

## Fix
Begin it at the release in production. Where older lines are kept on purpose, say whether their hotfixes come
back to main: `[branches] old_lines = "merged-back"` or `"separate"`. There is no automatic fix.

## Source
The release process: a hotfix is branched from the current production tag.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.hotfix_state import HotfixState


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find hotfixes of old lines, where there should be none."""
    highest = hotfix.left.highest
    if context.settings.branches.old_lines != "never" or highest is None or not hotfix.is_of_old_line:
        return
    word = "was" if highest.certain else "seems to have been"
    yield Finding(
        f"{hotfix.title} mends an old line: {highest.tag} {word} out when it was begun, and is the release "
        "that is deployed",
        hotfix.place,
        help=f"begin at {highest.tag}; where old lines are kept: `[branches] old_lines`; "
        f'if {highest.tag} was rolled back: `[versions] withdrawn = ["{highest.tag}"]`',
        identity=(hotfix.title,),
    )


RULE = Rule(
    code="DDB005",
    name="hotfix-of-old-line",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.WARNING,
    check=check,
)
