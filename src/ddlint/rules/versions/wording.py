"""How the rules on versions name commits."""

from __future__ import annotations

from ddlint.engine.finding import Label
from ddlint.model.place import MessageSpan
from ddlint.model.ref_update import short
from ddlint.model.releases.required import Required

_SHOWN = 10  # commits that are labelled; the message counts them all


def deciding(required: Required) -> str:
    """Who asks: `commit 0123456789 (feat: x) asks`, `3 commits ask`."""
    reasons = required.deciding
    if len(reasons) != 1:
        return f"{len(reasons):,} commits ask"
    change = reasons[0].change
    return f"commit {short(change.oid)} ({reasons[0].why}) asks"


def commits_of(required: Required) -> tuple[Label, ...]:
    """The commits that decide, each with the words that ask."""
    return tuple(
        Label(MessageSpan(each.change.oid, each.change.message.start, each.change.message.end), each.why)
        for each in required.deciding[:_SHOWN]
    )
