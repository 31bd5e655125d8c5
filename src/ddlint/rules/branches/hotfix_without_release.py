"""Hotfix that stands on no release.

## What
A hotfix branch whose history begins with a commit without parents, and passes neither a release tag nor main
on the way.

## Why
It shares nothing with what production runs: deploying it replaces the product by something else. Often a
branch was made with `--orphan`, or the history was imported without its past.

## Bad
```git
git tag v1.42.1
git checkout --orphan release-v1.42.2
git commit -m "fix: close the connection"
```

## Good
```git
git tag v1.42.1
git checkout -b release-v1.42.2
git commit -m "fix: close the connection"
```

## Fix
Begin it at the tag: `git switch --force-create release-v1.42.2 v1.42.1`. There is no automatic fix.

## Source
The release process: a hotfix is branched from the current production tag.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, NotAvailable, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.fork import ForkKind
from ddlint.model.releases.hotfix_state import HotfixState
from ddlint.rules.branches.wording import start_anew


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find hotfixes that begin at nothing."""
    left = hotfix.left
    if left.kind is ForkKind.UNKNOWN:
        yield NotAvailable("where it was forked is not in this clone", "fetch the whole history")
    elif left.kind is ForkKind.ROOT and left.expected:
        yield Finding(
            f"{hotfix.title} begins at {left.base.short if left.base else 'nothing'}, which has no parent, "
            "and so stands on no release",
            hotfix.place,
            help=f"begin it at the tag: {start_anew(hotfix, left.expected)}",
            identity=(hotfix.title,),
        )


RULE = Rule(
    code="DDB014",
    name="hotfix-without-release",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.ERROR,
    check=check,
)
