"""CSV for spreadsheets and auditors: no cell is a formula, no cell moves a cursor.

UTF-8 with a byte order mark (spreadsheets take it for the local code page otherwise), lines end as RFC 4180
has it. A text that a spreadsheet would calculate gets an apostrophe before it, as OWASP advises; control
characters and bytes that are no UTF-8 are written out. NULL (*not known*) is an empty cell.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from ddlint.audit.sql_values import Sql
from ddlint.output.safe import safe

MARK = "\ufeff"
#: Their full-width twins too: some spreadsheets take them for the same.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Sql]]) -> None:
    """Write a table, beginning with the names of its columns."""
    stream.write(MARK)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)


def harmless(text: str) -> str:
    """`text`, as no spreadsheet takes it for a formula and no terminal for a command."""
    shown = safe(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _cell(value: Sql) -> Sql:
    return harmless(value) if isinstance(value, str) else value
