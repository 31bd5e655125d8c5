"""The subjects of the rules on the ledger of tags: a tag beside its record, and a change of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.place import FileSpan, MessageSpan, RefPlace
from ddlint.model.ref_update import tag_name
from ddlint.model.tag_ledger import Record, TagLedger, Value

#: Where tags are looked at that no remote was asked for.
HERE = "this clone"


@dataclass(frozen=True, slots=True)
class RecordedTag:
    """A tag, as it is now and as the ledger has it.

    Attributes:
        ref: its full name.
        now: what it is; None where it is gone.
        record: how it was first seen; None where that is not recorded.
        gone: when it was recorded as gone; empty for never.
        where: `HERE`, or the name of the remote that was asked.
        ledger: the path of the ledger.
    """

    noun: ClassVar[str] = "tag"
    path: ClassVar[str] = ""

    ref: str
    now: Value | None
    record: Record | None
    gone: str
    where: str
    ledger: str

    @property
    def title(self) -> str:
        """The full name of the tag."""
        return self.ref

    @property
    def tag(self) -> str:
        """The name without `refs/tags/`."""
        return tag_name(self.ref)

    @property
    def place(self) -> RefPlace:
        """Where findings point."""
        return RefPlace(self.ref)

    def text_at(self, place: object) -> str:  # noqa: ARG002 - a ref has no text
        """Empty: a ref has no text."""
        return ""


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """A commit that changes the ledger, or the change that is not committed yet.

    Attributes:
        ledger: the path of the ledger.
        commit: the full id; empty for what is not committed.
        lost: the lines that are there before it and not behind it.
    """

    noun: ClassVar[str] = "ledger change"
    path: ClassVar[str] = ""

    ledger: str
    commit: str
    lost: tuple[str, ...]

    @property
    def title(self) -> str:
        """The short commit id, or the path of the ledger."""
        return self.commit[:10] or self.ledger

    @property
    def place(self) -> MessageSpan | FileSpan:
        """The commit; the ledger, for what is not committed."""
        return MessageSpan(self.commit, 0, 0) if self.commit else FileSpan(self.ledger, 0, 0)

    def text_at(self, place: object) -> str:  # noqa: ARG002 - the lines that are lost are nowhere
        """Empty: the lines that are lost are in no text."""
        return ""


def compared(
    ledger: TagLedger, now: dict[str, Value], releases: frozenset[str], where: str, path: str
) -> list[RecordedTag]:
    """Every tag that is recorded, and every release tag that is there, sorted by name.

    Args:
        ledger: what is recorded.
        now: all tags that are there.
        releases: which of them are the tags of releases.
        where: `HERE`, or the name of a remote.
        path: of the ledger.
    """
    names = sorted(ledger.tags.keys() | releases)
    return [
        RecordedTag(name, now.get(name), ledger.tags.get(name), ledger.gone.get(name, ""), where, path)
        for name in names
    ]
