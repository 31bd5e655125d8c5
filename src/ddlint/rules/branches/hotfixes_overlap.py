"""Hotfixes that were made at the same time.

## What
A hotfix that was begun while another one of the same line was worked on and not released, where neither holds
the other.

## Why
Both are the next patch of the same release: the one that comes out second lacks what the first one mended,
and production loses it.

## Bad
```git
git tag v1.42.1
git checkout -b release-v1.42.2-login
git commit -m "fix: close the connection"
git checkout -b release-v1.42.2-search v1.42.1
git commit -m "fix: say why it failed"
git checkout release-v1.42.2-login
git commit -m "fix: close it once"
```

## Good
```git
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "fix: close the connection"
git tag v1.42.2
git checkout -b release-v1.42.3
git commit -m "fix: say why it failed"
```

## Fix
Finish the first one; then begin the second at its tag. Or put both fixes on one branch. There is no automatic
fix.

## Source
dockstore/dockstore#3055, "never create a hotfix while the previous hotfix hasn't been merged".
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Confidence, Context, Rule
from ddlint.model.releases.hotfix_state import HotfixState


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find hotfixes that were begun too early."""
    if not hotfix.rivals:
        return
    others = ", ".join(hotfix.rivals)
    yield Finding(
        f"{hotfix.title} was begun while {others} was not released, so the later of them lacks "
        "the other's fix",
        hotfix.place,
        help=f"release {others} first and begin at its tag, or bring both fixes to one branch",
        identity=(hotfix.title, *hotfix.rivals),
    )


RULE = Rule(
    code="DDB012",
    name="hotfixes-overlap",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    check=check,
)
