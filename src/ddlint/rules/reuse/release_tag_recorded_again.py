"""Release tag that left the ledger of tags and was recorded again.

## What
A tag whose line was taken out of the ledger (`[tags] ledger`) at some time, and that is recorded now. With
another commit it is an error: one release tag stood for two commits. With another object or another time it
is a warning. A line that was put back as it was is an information.

## Why
The ledger is what remembers where a tag was. A tag that is deleted, forgotten and made again has a clean
record, and another commit behind it. Images, hotfixes and notes that name the version mean the first.

## Bad
```ledger
recorded refs/tags/v1.4.2 commit:b
lost refs/tags/v1.4.2 commit:a
```

## Good
```ledger
recorded refs/tags/v1.4.2 commit:a
lost refs/tags/v1.4.1 commit:b
```

## Fix
Release the new commit under the next patch version. Put the line back as it was: the commit before the one
that took it away has it.

## Source
The ledger is append-only; a name that was used stays taken, as with GitHub's immutable releases.
"""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.engine.finding import Finding, Label, Outcome, Severity
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.model.deployments.recorded_again import RecordedAgain
from ddlint.model.place import MessageSpan
from ddlint.model.ref_update import short
from ddlint.model.tag_ledger import Record


def check(tag: RecordedAgain, context: Context) -> Iterable[Outcome]:
    """Find tags that were recorded, lost and recorded again."""
    judged = [(_severity(record, tag.record), commit, record) for commit, record in tag.lost]
    if not judged:
        return
    severity, commit, record = max(judged, key=lambda each: each[0])
    yield Finding(
        f"{tag.tag} was recorded on {_peeled(record)} at {record.seen}, {short(commit)} took that out of "
        f"{tag.ledger}, and {_now(severity, tag.record)}",
        tag.place,
        related=tuple(Label(MessageSpan(oid, 0, 0), "took it away") for _, oid, _ in judged[:3]),
        help=f"release under the next patch version; the line as it was: git show {commit}^:{tag.ledger}",
        identity=(tag.ref,),
        severity=severity,
    )


def _severity(before: Record, now: Record) -> Severity:
    if before == now:
        return Severity.INFO
    return Severity.WARNING if _peeled(before) == _peeled(now) else Severity.ERROR


def _now(severity: Severity, record: Record) -> str:
    if severity is Severity.ERROR:
        return f"it is recorded on {_peeled(record)} now: one release tag stood for two commits"
    if severity is Severity.WARNING:
        return f"it is recorded anew, at {record.seen}"
    return "it was put back as it was"


def _peeled(record: Record) -> str:
    return short(record.value.peeled) if record.value else "nothing"


RULE = Rule(
    code="DDU011",
    name="release-tag-recorded-again",
    area="reuse",
    since="0.6.0",
    subject=RecordedAgain,
    severity=Severity.ERROR,
    check=check,
    moments=frozenset({Moment.HISTORY}),
)
