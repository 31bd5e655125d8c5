"""Times as a browser takes them, and the time that the report counts from."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

DAY = 86_400
#: What JavaScript's Date can hold, in seconds; a commit can claim any time.
_MOST = 8_640_000_000_000


def shown(time: int) -> int:
    """`time`, or the nearest that a browser can show."""
    return min(max(time, -_MOST), _MOST)


def clock(connection: sqlite3.Connection, manifest: Mapping[str, object]) -> int:
    """The time at which the audit was made: what its manifest or its ledger says, else its last commit."""
    told = manifest.get("clock") or _fact(connection, "clock")
    moment = _moment(told)
    if moment is not None:
        return moment
    return int(connection.execute("SELECT max(time) FROM commits").fetchone()[0] or 0)


def day(time: int) -> str:
    """The day of a time (UTC), `2026-01-31`; a far one as its number of seconds."""
    try:
        return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d")
    except (ValueError, OverflowError, OSError):
        return f"{time} s"


def minute(time: int) -> str:
    """The minute of a time (UTC), `2026-01-31 12:00 UTC`."""
    try:
        return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (ValueError, OverflowError, OSError):
        return f"{time} s"


def _fact(connection: sqlite3.Connection, key: str) -> object:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def _moment(told: object) -> int | None:
    if isinstance(told, int | float) and not isinstance(told, bool):
        return int(told)
    if not isinstance(told, str):
        return None
    if told.lstrip("-").isdecimal():
        return int(told)
    try:
        return int(datetime.fromisoformat(told).timestamp())
    except (ValueError, OverflowError):
        return None
