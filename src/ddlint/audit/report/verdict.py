"""What the audit comes to, in a sentence or two."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from ddlint.audit.report.times import day
from ddlint.output.summary import counted

_OPEN = (
    "SELECT count(*), count(DISTINCT code), min(introduced_time) FROM findings"
    " WHERE verdict = 'found' AND severity = ? AND fixed_oid = '' AND fixed_time IS NULL"
)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the audit comes to.

    Attributes:
        state: `error`, `warning`, `clean` or `nothing`.
        sentence: for somebody who reads no further.
        partial: why the audit is not whole, each in a sentence; empty where it is.
    """

    state: str
    sentence: str
    partial: tuple[str, ...]


def concluded(connection: sqlite3.Connection, manifest: Mapping[str, object]) -> Conclusion:
    """What the audit comes to."""
    partial = _partial(connection, manifest)
    rules, passed, away = connection.execute(
        "SELECT count(DISTINCT code), coalesce(sum(passed), 0), coalesce(sum(not_available), 0) FROM coverage"
    ).fetchone()
    if not rules:
        return Conclusion("nothing", "Nothing was checked.", partial)
    checked = f"{counted(rules, 'rule')} looked: {counted(passed, 'check')} passed"
    checked += f", {away:,} could not be made." if away else "."
    checked += _let_stand(connection)
    for severity in ("error", "warning"):
        count, of, since = connection.execute(_OPEN, (severity,)).fetchone()
        if count:
            oldest = "" if since is None else f", the oldest since {day(since)}"
            sentence = (
                f"{counted(count, severity)} of {counted(of, 'rule')} {'is' if count == 1 else 'are'} open"
            )
            return Conclusion(severity, f"{sentence}{oldest}. {checked}", partial)
    return Conclusion("clean", f"No error and no warning is open. {checked}", partial)


def _let_stand(connection: sqlite3.Connection) -> str:
    """How much was found and is let stand, as a sentence; empty for nothing."""
    asked = (
        "SELECT verdict, count(*) FROM findings WHERE verdict IN ('waived', 'grandfathered') GROUP BY verdict"
    )
    counts = dict(connection.execute(asked))
    told = " and ".join(f"{counts[word]:,} {word}" for word in ("waived", "grandfathered") if word in counts)
    return f" Besides, {told}." if told else ""


def _partial(connection: sqlite3.Connection, manifest: Mapping[str, object]) -> tuple[str, ...]:
    """Why the audit is not whole: what its manifest says, and the gaps in what was asked for."""
    told: list[str] = []
    (gaps,) = connection.execute("SELECT count(*) FROM gaps WHERE asked").fetchone()
    if gaps:
        told.append(f"{counted(gaps, 'part')} of what was asked for could not be looked at: see Coverage.")
    elif _is_incomplete(manifest):
        told.append("The audit was interrupted, or could not look at all that was asked for.")
    return tuple(told)


def _is_incomplete(manifest: Mapping[str, object]) -> bool:
    """Whether the manifest, or the facts of a ledger, say so."""
    outcome = manifest.get("outcome")
    told = outcome.get("complete", True) if isinstance(outcome, Mapping) else True
    return told is False or bool(manifest.get("partial"))
