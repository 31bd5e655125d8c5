"""The numbers of the summary, each with how it came about: twelve months back, in steps of 30 days."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ddlint.audit.report.times import DAY

MONTH = 30 * DAY
_STEPS = 12
_LOST = "missing", "dropped", "reverted"  # states of hotfixes
_OPEN = (
    "SELECT count(*) FROM findings WHERE verdict = 'found' AND severity = :severity"
    " AND (introduced_time IS NULL OR introduced_time <= :at)"
    " AND (fixed_time > :at OR (fixed_time IS NULL AND fixed_oid = ''))"
)
_LIVES = (
    "SELECT count(*) FILTER (WHERE fixed_oid <> '' OR fixed_time IS NOT NULL),"
    " count(*) FILTER (WHERE introduced_time IS NULL AND fixed_oid = '' AND fixed_time IS NULL)"
    " FROM findings WHERE verdict = 'found' AND severity = ?"
)
_DEPLOYED = (
    "SELECT count(*) FROM deployments JOIN commits ON commits.id = commit_"
    " WHERE time > :after AND time <= :at AND (:kind = '' OR kind = :kind)"
)
_RELEASED = (
    "SELECT count(*) FROM releases WHERE commit_time > :after AND commit_time <= :at AND NOT is_prerelease"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the summary.

    Attributes:
        label: what it counts.
        value: how many there are now.
        before: how many there were 30 days ago, or in the 30 days before; None: it has no past.
        note: what a reader should know besides.
        points: the same, in steps of 30 days, the oldest first; empty for none.
        more_is: `worse`, `better` or empty, to judge a change.
    """

    label: str
    value: int
    before: int | None = None
    note: str = ""
    points: tuple[int, ...] = ()
    more_is: str = ""


def figures(connection: sqlite3.Connection, now: int) -> list[Figure]:
    """The numbers of the summary, at the time `now`."""
    return [
        _open(connection, now, "error", "Open errors"),
        _open(connection, now, "warning", "Open warnings"),
        _deployed(connection, now, "", "Deployments in 30 days"),
        _deployed(connection, now, "roll-back", "Roll-backs in 30 days"),
        _released(connection, now),
        _hotfixes(connection),
    ]


def _open(connection: sqlite3.Connection, now: int, severity: str, label: str) -> Figure:
    """What is open now, and was at each of the moments before, where that is known."""
    points = [
        connection.execute(_OPEN, {"severity": severity, "at": at}).fetchone()[0] for at in _moments(now)
    ]
    fixed, ageless = connection.execute(_LIVES, (severity,)).fetchone()
    told = [f"{fixed:,} more were fixed"] if fixed else []
    if ageless:
        told.append(f"{ageless:,} of unknown age")
    note = "; ".join(told)
    if ageless == points[-1]:
        return Figure(label, points[-1], note=note)
    return Figure(label, points[-1], points[-2], note, tuple(points), "worse")


def _deployed(connection: sqlite3.Connection, now: int, kind: str, label: str) -> Figure:
    points = [
        connection.execute(_DEPLOYED, {"after": at - MONTH, "at": at, "kind": kind}).fetchone()[0]
        for at in _moments(now)
    ]
    whole = "SELECT count(*) FROM deployments WHERE ? = '' OR kind = ?"
    total = connection.execute(whole, (kind, kind)).fetchone()[0]
    return Figure(label, points[-1], points[-2], f"{total:,} in all", tuple(points), "worse" if kind else "")


def _released(connection: sqlite3.Connection, now: int) -> Figure:
    points = [
        connection.execute(_RELEASED, {"after": at - MONTH, "at": at}).fetchone()[0] for at in _moments(now)
    ]
    total = connection.execute("SELECT count(*) FROM releases WHERE NOT is_prerelease").fetchone()[0]
    return Figure("Releases in 30 days", points[-1], points[-2], f"{total:,} in all", tuple(points))


def _hotfixes(connection: sqlite3.Connection) -> Figure:
    counts = dict(connection.execute("SELECT state, count(*) FROM hotfixes GROUP BY state"))
    told = [f"{sum(counts.values()):,} hotfixes in all"] if counts else ["no hotfixes"]
    if counts.get("inconclusive"):
        told.append(f"{counts['inconclusive']:,} not known")
    return Figure(
        "Hotfixes not merged back",
        sum(counts.get(state, 0) for state in _LOST),
        note=", ".join(told),
        more_is="worse",
    )


def _moments(now: int) -> list[int]:
    return [now - MONTH * back for back in range(_STEPS - 1, -1, -1)]
