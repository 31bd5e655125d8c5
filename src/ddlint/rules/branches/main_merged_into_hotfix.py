"""Main merged into a hotfix.

## What
Commits of main in a hotfix that came in by a merge and that the release it was forked from does not have.
What main held only after the hotfix was merged back is not meant, nor are pull requests into the hotfix.

## Why
The hotfix then carries what was not ready for production: it was branched off to keep exactly that out.

## Bad
```git
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
git merge main
```

## Good
```git
git tag v1.42.1
git commit -m "feat: not ready"
git checkout -b release-v1.42.2 v1.42.1
git commit -m "fix: close the connection"
git checkout main
git merge release-v1.42.2
```

## Fix
Begin the hotfix anew at its tag and pick its own commits; a single commit of main that the hotfix needs is
picked, not merged. There is no automatic fix.

## Source
The release process: a hotfix that has had main merged into it carries what was not ready for production.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.releases.hotfix_state import HotfixState
from ddlint.rules.branches.wording import count, ids, labels, start_anew


def check(hotfix: HotfixState, context: Context) -> Iterable[Outcome]:
    """Find what a merge of main brought."""
    foreign = hotfix.foreign
    if not foreign:
        return
    tag = hotfix.left.tag or hotfix.left.expected
    yield Finding(
        f"{hotfix.title} has {count(foreign)} of {hotfix.main} that came in by a merge and were not "
        f"released: {ids(foreign)}",
        hotfix.place,
        related=labels(foreign, "came in by a merge"),
        help=f"begin it anew without the merge: {start_anew(hotfix, tag or 'TAG')}",
        identity=(hotfix.title,),
    )


RULE = Rule(
    code="DDB006",
    name="main-merged-into-hotfix",
    area="branches",
    since="0.3.0",
    subject=HotfixState,
    severity=Severity.ERROR,
    check=check,
)
