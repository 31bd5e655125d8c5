"""What a question to the ledger comes to: a table whose columns say what kind of value they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from ddlint.audit.sql_values import Sql

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"
    """Seconds since 1970; None: not known, or not yet."""
    DURATION = "duration"
    """Seconds."""
    FLAG = "flag"
    """1 or 0; None: not known."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, as JSON and CSV have it, and what it holds."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        columns: of the table.
        rows: a value for each column.
        notes: what the reader must know to read it right, a sentence each.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Sql]]
    notes: tuple[str, ...] = ()


def columns(words: str) -> tuple[Column, ...]:
    """Columns as `name` or `name:kind`, by blanks."""
    pairs = (word.partition(":") for word in words.split())
    return tuple(Column(name, Kind(kind or "text")) for name, _, kind in pairs)


def apart(row: Sequence[Sql], old: int, new: int) -> tuple[Sql, ...]:
    """A row in which two references of one image, in the columns `old` and `new`, are their tags alone."""
    pair = [str(row[at]).rpartition(":") for at in (old, new)]
    if not pair[0][0] or pair[0][0] != pair[1][0] or "/" in pair[0][2] + pair[1][2]:
        return tuple(row)
    tags = {old: pair[0][2], new: pair[1][2]}
    return tuple(tags.get(at, value) for at, value in enumerate(row))


def iso(seconds: int) -> str:
    """A time, as `2026-03-01T12:00:00Z`; the number itself where no calendar has it."""
    try:
        return (_EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return str(seconds)


def day(seconds: int) -> str:
    """The day of a time, as `2026-03-01`."""
    return iso(seconds)[:10]


def duration(seconds: int) -> str:
    """A duration for people: its two greatest units."""
    if seconds < 0:
        return f"-{duration(-seconds)}"
    units = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))
    first = next((at for at, (_, size) in enumerate(units) if seconds >= size), len(units) - 1)
    parts: list[str] = []
    for name, size in units[first : first + 2]:
        count, seconds = divmod(seconds, size)
        if count or not parts:
            parts.append(f"{count} {name}")
    return " ".join(parts)
