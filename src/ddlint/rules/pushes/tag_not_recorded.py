"""Release tag that the ledger does not have.

## What
A release tag (`[versions] tag`) without a line in the ledger (`[tags] ledger`).

## Why
What is not recorded can be moved or deleted and made again, and nobody will ever know.

## Bad
```ledger
now refs/tags/v1.4.2 commit:a
```

## Good
```ledger
recorded refs/tags/v1.4.2 commit:a
now refs/tags/v1.4.2 commit:a
```

## Fix
`ddlint tags record` adds the line; commit the ledger. There is no automatic fix.

## Source
The release process: a tag is never used again for another build.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.recorded_tag import RecordedTag
from ddlint.model.ref_update import short


def check(tag: RecordedTag, context: Context) -> Iterable[Outcome]:
    """Find release tags without a record."""
    if tag.record is None and tag.now is not None:
        yield Finding(
            f"tag {tag.tag} on {short(tag.now.peeled)} in {tag.where} is not recorded",
            tag.place,
            help=f"`ddlint tags record` adds it to {tag.ledger}; commit that",
        )


RULE = Rule(
    code="DDG009",
    name="tag-not-recorded",
    area="pushes",
    since="0.1.0",
    subject=RecordedTag,
    severity=Severity.WARNING,
    check=check,
)
