"""Tag that is not what the ledger recorded.

## What
A tag in the ledger (`[tags] ledger`) that names another object now than when it was first seen. On another
commit it was moved; on the same commit it was made anew, which is a warning. A tag that was recorded as gone
and is back was made again; as the same object that is a warning too.

## Why
Git keeps no record of where a tag was before, and a tag that was deleted and pushed again looks like a new
one to every hook. What was built and deployed as this version is not what its name says now.

## Bad
```ledger
recorded refs/tags/v1.4.2 commit:a
now refs/tags/v1.4.2 commit:b
```
```ledger
recorded refs/tags/v1.4.2 tag:x:a
now refs/tags/v1.4.2 tag:y:a
```
```ledger
recorded refs/tags/v1.4.2 commit:a
gone refs/tags/v1.4.2
now refs/tags/v1.4.2 commit:b
```

## Good
```ledger
recorded refs/tags/v1.4.2 tag:x:a
now refs/tags/v1.4.2 tag:x:a
```

## Fix
Put the tag back where it was, and release what it moved to as a higher version. The ledger stays as it is.
There is no automatic fix.

## Source
The release process: a tag is never used again for another build. git-tag(1), "On Re-tagging".
"""

from __future__ import annotations

from collections.abc import Iterable
from shlex import quote

from ddlint.engine.finding import Finding, Outcome, Severity
from ddlint.engine.rule import Context, Rule
from ddlint.model.recorded_tag import RecordedTag
from ddlint.model.ref_update import short
from ddlint.model.tag_ledger import Record, Value


def check(tag: RecordedTag, context: Context) -> Iterable[Outcome]:
    """Find tags that are not what they were."""
    if tag.now is None or tag.record is None or tag.record.value is None:
        return
    was = tag.record.value
    same = tag.now == was
    if same and not tag.gone:
        return
    mild = same or (tag.now.peeled == was.peeled and not tag.gone)
    yield Finding(
        _message(tag, tag.record, tag.now, was),
        tag.place,
        help=f"the object that was recorded: git update-ref {quote(tag.ref)} {was.oid}\n"
        "release what the tag was moved to as a higher version",
        severity=Severity.WARNING if mild else None,
    )


def _message(tag: RecordedTag, record: Record, now: Value, was: Value) -> str:
    if tag.gone:
        what = "the same object" if now == was else f"on {short(now.peeled)} and not on {short(was.peeled)}"
        return f"tag {tag.tag} was gone at {tag.gone} and is back in {tag.where}, as {what}"
    if now.peeled == was.peeled:
        return (
            f"tag {tag.tag} in {tag.where} was made anew on the same commit {short(was.peeled)} "
            f"after it was recorded at {record.seen}"
        )
    return (
        f"tag {tag.tag} in {tag.where} is on {short(now.peeled)}, and was on {short(was.peeled)} "
        f"when it was recorded at {record.seen}"
    )


RULE = Rule(
    code="DDG007",
    name="tag-differs-from-record",
    area="pushes",
    since="0.1.0",
    subject=RecordedTag,
    severity=Severity.ERROR,
    check=check,
)
