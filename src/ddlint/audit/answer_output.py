"""An answer as a table for people, as JSON, or as CSV."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TextIO

from ddlint.audit import csv_text
from ddlint.audit.answer import Answer, Column, Kind, duration, iso
from ddlint.audit.sql_values import Sql
from ddlint.output.json_text import Json, dumps
from ddlint.output.safe import safe
from ddlint.output.width import width

VERSION = "1"
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHORT = 10  # digits of an id, for people
_WIDEST = 60  # columns of a cell that others are lined up with


def full(stream: TextIO, answer: Answer) -> None:
    """Write an aligned table."""
    answer = _without_empty(answer)
    head = [column.name.replace("_", " ") for column in answer.columns]
    rows = [[_shown(value, column) for value, column in _cells(answer, row)] for row in answer.rows]
    widths = [
        max((width(row[at]) for row in (head, *rows) if width(row[at]) <= _WIDEST), default=0)
        for at in range(len(head))
    ]
    right = [column.kind in {Kind.NUMBER, Kind.DURATION} for column in answer.columns]
    for row in (head, *rows):
        padded = (_padded(cell, size, right=at) for cell, size, at in zip(row, widths, right, strict=True))
        stream.write("  ".join(padded).rstrip() + "\n")
    if not rows:
        stream.write("(nothing)\n")


def _without_empty(answer: Answer) -> Answer:
    """The answer without columns that hold nothing but empty texts: accounts where there are none, say."""
    kept = [
        at
        for at, column in enumerate(answer.columns)
        if column.kind is not Kind.TEXT or not answer.rows or any(row[at] != "" for row in answer.rows)
    ]
    rows = [[row[at] for at in kept] for row in answer.rows]
    return Answer([answer.columns[at] for at in kept], rows, answer.notes)


def json(stream: TextIO, answer: Answer, asked: Mapping[str, Json]) -> None:
    """Write one object: the question, the columns with their kinds, the rows, the notes."""
    told: list[Json] = [{"name": column.name, "kind": column.kind.value} for column in answer.columns]
    stream.write(f'{{"version": "{VERSION}",\n"asked": {dumps(asked)},\n"columns": {dumps(told)},\n"rows": [')
    separator = "\n"
    for row in answer.rows:
        stream.write(
            separator + dumps({column.name: _json(value, column) for value, column in _cells(answer, row)})
        )
        separator = ",\n"
    stream.write(f'\n],\n"notes": {dumps(list(answer.notes))}}}\n')


def csv(stream: TextIO, answer: Answer) -> None:
    """Write a table with the names of the columns first; durations are seconds, flags 1 and 0."""
    rows = ([_plain(value, column) for value, column in _cells(answer, row)] for row in answer.rows)
    csv_text.write(stream, [column.name for column in answer.columns], rows)


def _cells(answer: Answer, row: object) -> Iterator[tuple[Sql, Column]]:
    return zip(row, answer.columns, strict=True)  # type: ignore[call-overload, no-any-return]


def _shown(value: Sql, column: Column) -> str:
    if value is None:
        return "?" if column.kind is Kind.FLAG else "-"
    shown = _WORDS[column.kind](value)
    return shown[:_SHORT] if _ID.fullmatch(shown) else safe(shown)


def _time(value: Sql) -> str:
    text = iso(int(value or 0))
    return f"{text[:10]} {text[11:16]}" if text.endswith("Z") else text


_WORDS: dict[Kind, Callable[[Sql], str]] = {
    Kind.TEXT: lambda value: str(value) or "-",
    Kind.NUMBER: str,
    Kind.TIME: _time,
    Kind.DURATION: lambda value: duration(int(value or 0)),
    Kind.FLAG: lambda value: "yes" if value else "no",
}


def _plain(value: Sql, column: Column) -> Sql:
    return iso(int(value)) if column.kind is Kind.TIME and value is not None else value


def _json(value: Sql, column: Column) -> Sql:
    is_flag = column.kind is Kind.FLAG and value is not None
    return bool(value) if is_flag else _plain(value, column)


def _padded(cell: str, size: int, *, right: bool) -> str:
    gap = " " * max(size - width(cell), 0)
    return gap + cell if right else cell + gap
