"""The next release for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from semver import Version

from ddlint.engine.upcoming import Upcoming
from ddlint.model.release_name import VERSION
from ddlint.model.releases.bump import Bump
from ddlint.model.releases.change import Change
from ddlint.model.releases.required import Required
from ddlint.output.json_text import dumps
from ddlint.output.safe import safe
from ddlint.output.summary import counted

_SHOWN = 10  # commits of a kind that are told one by one
_ID = 10
_WIDTH = 90


def tag_of(template: str, version: Version) -> str:
    """The name of the tag of `version`, by a template such as `v{version}`."""
    return template.replace(VERSION, str(version))


def as_text(found: Upcoming, template: str) -> Iterator[str]:
    """The tag on the first line, then why it is this one; nothing where there is no next version."""
    if found.next.version is None:
        return
    yield tag_of(template, found.next.version)
    base = found.stand.base
    since = f"since {base.name}" if base else "for the first release"
    on = f" on {safe(found.branch)}" if found.branch else ""
    yield f"  {found.required.bump.word}{on}: {counted(found.required.total, 'commit')} {since}"
    for note in found.next.notes:
        yield f"  {note}"
    yield from _reasons(found.required)
    yield from _others(found.required)


def _reasons(required: Required) -> Iterator[str]:
    """The commits that decide, then how many ask for less."""
    deciding = required.deciding
    for reason in deciding[:_SHOWN]:
        why = "" if reason.why == reason.change.message.type else f" ({safe(reason.why)[:_WIDTH]})"
        yield f"  {reason.bump.word:5} {_line(reason.change)}{why}"
    if len(deciding) > _SHOWN:
        yield f"  {required.bump.word:5} and {counted(len(deciding) - _SHOWN, 'more commit')}"
    for bump in (Bump.MINOR, Bump.PATCH):
        count = sum(1 for reason in required.reasons if reason.bump is bump)
        if count and bump < required.bump:
            yield f"  {bump.word:5} {counted(count, 'commit')}"


def _others(required: Required) -> Iterator[str]:
    """What counts for nothing, and why."""
    for pair in required.cancelled[:_SHOWN]:
        reverted = ", ".join(each.oid[:_ID] for each in pair.reverted)
        yield f"  none  {_line(pair.revert)} (with {reverted}, which it takes back)"
    for once in required.released[:_SHOWN]:
        yield f"  none  {_line(once.change)} (released as {once.oid[:_ID]})"
    for count, what in (
        (required.silent, "of types that ask for nothing"),
        (len(required.ignored), "merged or exempt"),
        (len(required.carried), "of a lower release that ask for nothing"),
        (len(required.unconventional), "not conventional: nothing is known of them"),
    ):
        if count:
            yield f"  none  {counted(count, 'commit')} {what}"


def _line(change: Change) -> str:
    return f"{change.oid[:_ID]} {safe(change.subject)[:_WIDTH]}"


def as_json(found: Upcoming, template: str) -> str:
    """The same for programs, on one line; `version` and `tag` are null where there is nothing to release."""
    version, base = found.next.version, found.stand.base
    return dumps(
        {
            "version": str(version) if version else None,
            "tag": tag_of(template, version) if version else None,
            "final": str(found.next.final) if found.next.final else None,
            "previous": base.name if base else None,
            "bump": found.required.bump.word,
            "line": str(found.stand.where),
            "branch": found.branch or None,
            "nothing": found.next.why_none or None,
            "warnings": list(found.next.warnings),
            "notes": list(found.next.notes),
            **_commits(found.required),
        }
    )


def _commits(required: Required) -> dict[str, Any]:
    return {
        "commits": [
            {**_described(reason.change), "bump": reason.bump.word, "why": reason.why}
            for reason in required.reasons
        ],
        "cancelled": [
            {**_described(pair.revert), "reverts": [each.oid for each in pair.reverted]}
            for pair in required.cancelled
        ],
        "released": [
            {**_described(once.change), "as": once.oid, "certain": once.certain} for once in required.released
        ],
        "ignored": [_described(each) for each in required.ignored],
        "carried": [_described(each) for each in required.carried],
        "unconventional": [_described(each) for each in required.unconventional],
        "silent": required.silent,
    }


def _described(change: Change) -> dict[str, Any]:
    return {"id": change.oid, "header": change.subject}
