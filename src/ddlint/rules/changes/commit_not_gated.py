"""Commit on the main branch that no gate has seen.

## What
A commit of the main line, after the one that `ddlint ci --since` begins with, for which no gate recorded that
it judged it: pushed directly, a merge of commits that no gate has seen, or a merge whose content is not what
git makes of the two sides.

## Why
The gate holds only what passes it. Who may push to the main branch goes round it, by hand or with a bot; so
does who merges while the gate is switched off.

## Bad
```landing
pushed
```

```landing
a merge of commits that no gate has seen
```

```landing
a merge with content of its own
```

## Good
```landing
gated
```

```landing
although the gate failed
```

## Fix
Read the commit; the same run judges it as any change. Protect the branch, and let the gate record its runs
(`ddlint ci --record`). A commit that was looked at can be waived: `[[waivers]]` with `commits`. No fix is
automatic.

## Source
[The gate](../gate.md), "What went round it".
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.landing import Landing, Way

_SAID = {
    Way.PUSHED: "was pushed to the main branch, and no gate has seen it",
    Way.UNSEEN: "merges commits into the main branch that no gate has seen",
    Way.OWN_CONTENT: "merges what a gate has seen, with content of its own that no gate has seen",
}


def check(landing: Landing, context: Context) -> Iterable[Outcome]:
    """Find what no gate has seen."""
    if landing.way not in _SAID:
        return
    yield Finding(
        f"{landing.title} by {landing.who} {_SAID[landing.way]}",
        landing.place,
        help=f"read it: git show {landing.title}; let changes come by pull requests alone",
        identity=(landing.way.value, landing.message, landing.author),
    )


RULE = Rule(
    code="DDX022",
    name="commit-not-gated",
    area="changes",
    since="0.5.0",
    subject=Landing,
    severity=Severity.ERROR,
    check=check,
)
