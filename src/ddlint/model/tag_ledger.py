"""The ledger of release tags: a text file in the repository, one line a tag, to which lines are only added.

    refs/tags/v1.4.2 <TAB> object <TAB> peeled <TAB> 2026-01-31T12:00:00Z

git keeps no record of where a tag was before. The ledger does, and its own history shows who changed it. A
tag that was deleted on purpose gets a second line, with zero ids: its name stays taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from ddlint.model.ref_update import TAGS

_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)
_ZEROS = re.compile(r"0+", re.ASCII)
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
_UNFIT = re.compile(r"[\0-\x20\x7f]")
_SHOWN = 80  # characters of what is wrong
_HEAD = (
    "# Release tags, as first seen: ref, object, peeled, time. Lines are only added (`ddlint tags record`).\n"
)


class Value(NamedTuple):
    """What a tag is: its object, and the object behind it (the same for a lightweight tag)."""

    oid: str
    peeled: str


class Record(NamedTuple):
    """One line: a tag as it was first seen, or, with empty ids, that it was gone.

    Attributes:
        ref: the full name of the tag.
        value: what it was; None where it was gone.
        seen: when, in UTC, as it is written (`2026-01-31T12:00:00Z`).
    """

    ref: str
    value: Value | None
    seen: str


class BadLine(ValueError):
    """A line that is no record.

    Attributes:
        number: of the line, from 1.
    """

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(reason)
        self.number = number


@dataclass(frozen=True, slots=True)
class TagLedger:
    """What is recorded.

    Attributes:
        tags: each tag as it was first seen.
        gone: those of them that were recorded as gone, with the time.
    """

    tags: dict[str, Record]
    gone: dict[str, str]

    def with_records(self, records: Iterable[Record]) -> TagLedger:
        """The ledger with more lines. What is there stays as it is."""
        tags, gone = dict(self.tags), dict(self.gone)
        for record in records:
            if record.value is None:
                gone.setdefault(record.ref, record.seen)
            else:
                tags.setdefault(record.ref, record)
        return TagLedger(tags, gone)

    def text(self) -> str:
        """The whole file, sorted by the names of the tags."""
        lines = []
        for ref, record in self.tags.items():
            oid, peeled = record.value or Value("", "")
            lines.append(f"{ref}\t{oid}\t{peeled}\t{record.seen}\n")
            if ref in self.gone:
                zero = "0" * len(oid)
                lines.append(f"{ref}\t{zero}\t{zero}\t{self.gone[ref]}\n")
        return _HEAD + "".join(sorted(lines, key=_order))


def _order(line: str) -> tuple[bytes, str]:
    """By name; that a tag is gone stands behind what it was."""
    ref, *_, seen = line.split("\t")
    return ref.encode("utf-8", "surrogateescape"), seen


def parse(text: str) -> TagLedger:
    """Read a ledger, in whatever order its lines are: `merge=union` does not sort.

    Raises:
        BadLine: a line is no record, or contradicts another one.
    """
    tags: dict[str, Record] = {}
    gone: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        record = _record(number, line)
        known = tags.get(record.ref)
        if record.value is None:
            gone.setdefault(record.ref, (number, record.seen))
        elif known and known.value != record.value:
            raise BadLine(number, f"{record.ref} is recorded twice, as two different objects")
        elif known is None or record.seen < known.seen:
            tags[record.ref] = record
    for ref, (number, _) in gone.items():
        if ref not in tags:
            raise BadLine(number, f"{ref} is recorded as gone, and not what it was")
    return TagLedger(tags, {ref: seen for ref, (_, seen) in gone.items()})


def _record(number: int, line: str) -> Record:
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        raise BadLine(number, "is the mark of a merge conflict")
    parts = line.split("\t")
    if len(parts) != 4:
        raise BadLine(number, f"has {len(parts)} fields between tabs, and 4 are needed")
    ref, oid, peeled, seen = parts
    if not ref.startswith(TAGS) or ref == TAGS or _UNFIT.search(ref):
        raise BadLine(number, f"{ref[:_SHOWN]!r} is not the full name of a tag")
    for each in (oid, peeled):
        if not _OID.fullmatch(each):
            raise BadLine(number, f"{each[:_SHOWN]!r} is not a full object id")
    if not _is_time(seen):
        raise BadLine(number, f"{seen[:_SHOWN]!r} is not a time such as 2026-01-31T12:00:00Z")
    zeros = [bool(_ZEROS.fullmatch(each)) for each in (oid, peeled)]
    if len(oid) != len(peeled) or zeros[0] != zeros[1]:
        raise BadLine(number, "its two ids do not belong together")
    return Record(ref, None if zeros[0] else Value(oid, peeled), seen)


def _is_time(text: str) -> bool:
    if not _TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def written_time(seconds: int) -> str:
    """Seconds since 1970 as a ledger writes them."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
