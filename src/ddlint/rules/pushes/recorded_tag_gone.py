"""Tag of the ledger that is gone.

## What
A tag in the ledger (`[tags] ledger`) that the remote does not have any more. In a clone, which may just not
have fetched it, that is a warning. Tags that the ledger records as gone are left alone.

## Why
The record of a release is gone, and its name can be given to another commit. To roll back, no tag has to go:
the version is taken out of the registry of images.

## Bad
```ledger
recorded refs/tags/v1.4.2 commit:a
```

## Good
```ledger
recorded refs/tags/v1.4.2 commit:a
gone refs/tags/v1.4.2
```
```ledger
recorded refs/tags/v1.4.2 commit:a
now refs/tags/v1.4.2 commit:a
```

## Fix
Push the tag again as it was. If it has to be gone, `ddlint tags record --gone` writes that down, and its name
stays taken. There is no automatic fix.

## Source
The release process: to roll back, the version is deleted from the registry.
"""

from __future__ import annotations

from collections.abc import Iterable
from shlex import quote

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.recorded_tag import HERE, RecordedTag
from ddlint.model.ref_update import short


def check(tag: RecordedTag, context: Context) -> Iterable[Outcome]:
    """Find recorded tags that are not there."""
    if tag.now is not None or tag.record is None or tag.record.value is None or tag.gone:
        return
    was = tag.record.value
    yield Finding(
        f"tag {tag.tag} is not in {tag.where}, and was on {short(was.peeled)} "
        f"when it was recorded at {tag.record.seen}",
        tag.place,
        help=f"fetch it (`git fetch --tags`), or make it again as it was: "
        f"git update-ref {quote(tag.ref)} {was.oid}\nif it has to be gone: ddlint tags record --gone",
        severity=Severity.WARNING if tag.where == HERE else None,
    )


RULE = Rule(
    code="DDG008",
    name="recorded-tag-gone",
    area="pushes",
    since="0.1.0",
    subject=RecordedTag,
    severity=Severity.ERROR,
    check=check,
)
