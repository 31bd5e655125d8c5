"""Release tag that no gate has seen.

## What
A release tag that was made after the commit that `ddlint ci --since` begins with, or that points elsewhere
than where a gate saw it, without a record of a gate for it as it is.

## Why
Tags meet no pull request: the gate on the event of their push is the only one they pass. One that was made
or moved while that did not run is a release nobody judged.

## Bad
```taglanding
made
```

```taglanding
moved
```

## Good
```taglanding
gated
```

## Fix
Judge it: `ddlint release check TAG`, and `ddlint ci --record` on the event of tags from now on. No fix is
automatic.

## Source
[The gate](../gate.md), "What went round it".
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.changes.landing import TagLanding
from ddlint.model.ref_update import short, tag_name


def check(tag: TagLanding, context: Context) -> Iterable[Outcome]:
    """Find a tag that was made or moved without a gate."""
    if tag.gated:
        return
    name = tag_name(tag.ref)
    if tag.moved_from:
        said = (
            f"the tag {name} is at {short(tag.oid)}{tag.who}, and the gate saw it at {short(tag.moved_from)}"
        )
    else:
        said = f"the tag {name} at {short(tag.oid)} was made{tag.who}, and no gate has seen it"
    yield Finding(
        said,
        tag.place,
        help=f"judge it: ddlint release check {name}; run `ddlint ci --record` where tags are pushed",
        identity=(tag.ref, tag.oid),
    )


RULE = Rule(
    code="DDX023",
    name="tag-not-gated",
    area="changes",
    since="0.5.0",
    subject=TagLanding,
    severity=Severity.ERROR,
    check=check,
)
