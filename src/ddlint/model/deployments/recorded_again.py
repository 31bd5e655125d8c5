"""Release tags that the ledger of tags lost and has again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.place import Place, RefPlace
from ddlint.model.ref_update import tag_name
from ddlint.model.tag_ledger import BadLine, Record, TagLedger, parse


@dataclass(frozen=True, slots=True)
class RecordedAgain:
    """A tag that is recorded, and whose line the ledger lost before.

    Attributes:
        ref: the full name of the tag.
        ledger: the path of the ledger.
        record: as it is recorded now.
        lost: how it was recorded in lines that were taken away, each with the full id of the commit that did
            so, newest first.
    """

    noun: ClassVar[str] = "recorded tag"
    path: ClassVar[str] = ""

    ref: str
    ledger: str
    record: Record
    lost: tuple[tuple[str, Record], ...]

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

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - a ref has no text
        """Nothing: its places are refs and commits."""
        return ""


def recorded_again(
    ledger: TagLedger, lost: Iterable[tuple[str, tuple[str, ...]]], path: str
) -> list[RecordedAgain]:
    """The tags that are recorded and were lost before, by name.

    Args:
        ledger: what is recorded now.
        lost: commits with the lines that they took away, newest first (`git.ledger_history.lost_lines`).
        path: of the ledger.
    """
    found: dict[str, dict[Record, str]] = {}
    for commit, lines in lost:
        for line in lines:
            record = _record(line)
            if record and record.ref in ledger.tags:
                found.setdefault(record.ref, {}).setdefault(record, commit)
    return [
        RecordedAgain(ref, path, ledger.tags[ref], tuple((commit, record) for record, commit in lost.items()))
        for ref, lost in sorted(found.items())
    ]


def _record(line: str) -> Record | None:
    """A line of a ledger; None where it is no record of a tag."""
    try:
        found = parse(line)
    except BadLine:
        return None
    return next(iter(found.tags.values()), None)
