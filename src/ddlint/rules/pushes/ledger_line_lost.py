"""Ledger of tags that lost or changed a line.

## What
A commit that takes a line of the ledger (`[tags] ledger`) away or changes one, a merge that drops lines of
one side, or such a change that is not committed yet. Lines that only move, and comments, are left alone.

## Why
The ledger is the one thing that remembers what a tag was. A line that goes takes that memory with it, and a
tag can be moved unseen.

## Bad
```ledger
lost refs/tags/v1.4.2 commit:a
```

## Good
```ledger
lost # a comment
```

## Fix
Put the line back: `git show COMMIT^:LEDGER` has it. For merges without conflicts write `<ledger> merge=union`
into `.gitattributes`. There is no automatic fix.

## Source
The ledger is append-only, as the reference state log of gittuf is.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.recorded_tag import LedgerChange
from ddlint.model.ref_update import tag_name

_SHOWN = 5


def check(change: LedgerChange, context: Context) -> Iterable[Outcome]:
    """Find changes that take lines away."""
    lost = [line for line in change.lost if line.strip() and not line.startswith("#")]
    if not lost:
        return
    names = sorted({tag_name(line.partition("\t")[0]) or "(not a tag)" for line in lost})
    shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    who = "the commit takes" if change.commit else "what is not committed yet takes"
    source = (
        f"git show {change.commit}^:{change.ledger}" if change.commit else f"git show HEAD:{change.ledger}"
    )
    yield Finding(
        f"{who} lines of {change.ledger} away or changes them: {shown}",
        change.place,
        help=f"put them back; they are in: {source}",
        identity=(change.ledger, *names[:_SHOWN]),
    )


RULE = Rule(
    code="DDG010",
    name="ledger-line-lost",
    area="pushes",
    since="0.1.0",
    subject=LedgerChange,
    severity=Severity.ERROR,
    check=check,
)
