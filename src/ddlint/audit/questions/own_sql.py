"""A query of the auditor's own. It can read this ledger and do nothing else."""

from __future__ import annotations

import sqlite3

from ddlint.audit.answer import Answer, Column
from ddlint.audit.asked import Asked
from ddlint.errors import DdlintError

_READING = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)


def ask(asked: Asked) -> Answer:
    """What the statement gives.

    Raises:
        DdlintError: it is no query, or SQLite does not understand it.
    """
    connection = asked.store.connection
    connection.set_authorizer(_allowed)
    try:
        found = connection.execute(asked.words[0])
        rows = [tuple(map(_plain, row)) for row in found]
    except (sqlite3.Error, sqlite3.Warning) as error:
        hint = "docs/ledger.md tells the tables; only a single SELECT is let through"
        raise DdlintError(f"that cannot be asked: {error}", hint) from error
    finally:
        connection.set_authorizer(None)
    return Answer([Column(each[0]) for each in found.description or ()], rows)


def _allowed(action: int, *names: str | None) -> int:  # noqa: ARG001 - as SQLite calls it
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY


def _plain(value: object) -> str | int | float | None:
    """A cell; bytes, which no column of ours holds, as hexadecimal digits."""
    if isinstance(value, bytes):
        return value.hex()
    return value if isinstance(value, int | float) or value is None else str(value)
