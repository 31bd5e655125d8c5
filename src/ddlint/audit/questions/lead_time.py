"""How long a service takes from release to production.

It is measured from when the release tag was made; from its commit, where the tag does not say; or from the
timestamp that the image tag ends in. A tag is in production with its first deployment to an account that is
not UAT (to any value, where no account is known).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ddlint.audit.answer import Answer, columns
from ddlint.audit.asked import Asked
from ddlint.audit.sql_values import Sql

_BY_SERVICE = columns(
    "service versions:number median:duration slowest_tenth:duration longest:duration measured_from"
)
_BY_TAG = columns(
    "service tag made:time deployed:time lead_time:duration measured_from where author by_bot:flag"
)
_FIRST = """
SELECT log.service, log.tag, min(log.id), log.time,
  coalesce(nullif(account, ''), nullif(environment, ''), path), author, by_bot, tagged_time, commit_time
FROM (SELECT * FROM deployment_log WHERE {where}) AS log
LEFT JOIN (SELECT service, tag, min(tagged_time) AS tagged_time, min(commit_time) AS commit_time FROM releases
  GROUP BY service, tag) AS made ON made.service = log.service AND made.tag = log.tag
GROUP BY log.service, log.tag ORDER BY log.service, min(log.id)
"""
_SECONDS = re.compile(r"-(\d{10})(?:\d{3})?$")  # or milliseconds
_DATE = re.compile(r"-(20\d{6})[-T]?(\d{4}(?:\d\d)?)[zZ]?$")


@dataclass(frozen=True, slots=True)
class _Lead:
    """How long one tag took."""

    service: str
    tag: str
    made: int
    deployed: int
    source: str
    rest: tuple[Sql, ...]

    @property
    def seconds(self) -> int:
        return self.deployed - self.made


def ask(asked: Asked) -> Answer:
    """A line for each service, or for each tag of the service that is asked for."""
    wanted = asked.service(asked.words[0]) if asked.words else None
    condition, note = _production(asked)
    where, values = asked.where("tag <> ''", condition)
    rows = asked.select(_FIRST.replace("{where}", where), *values)
    found = [lead for lead in map(_lead, rows) if lead and wanted in {None, lead.service}]
    early = [lead for lead in found if lead.seconds < 0]
    untold = sum(_lead(row) is None for row in rows if wanted in {None, row[0]})
    notes = [note] if note else []
    if early:
        notes.append(f"{len(early)} tags were deployed before the time that they say: they are not counted")
    if untold:
        notes.append(f"of {untold} tags nothing says when they were made: they are not counted")
    good = [lead for lead in found if lead.seconds >= 0]
    if wanted:
        return Answer(_BY_TAG, list(map(_row, good)), tuple(notes))
    return Answer(_BY_SERVICE, list(_summaries(good)), tuple(notes))


def _production(asked: Asked) -> tuple[str, str]:
    """Which deployments are in production, and a note where that is not known."""
    if asked.select("SELECT 1 FROM marked_values WHERE is_uat = 0 LIMIT 1"):
        return "is_uat = 0", ""
    note = "no account is known to be in production: the first deployment anywhere counts ([accounts])"
    return "is_uat IS NOT 1", note


def _lead(row: Sequence[Sql]) -> _Lead | None:
    service, tag, _, deployed, where, author, by_bot, tagged, committed = row
    sources = (("release tag", tagged), ("release commit", committed), ("image tag", _stamp(str(tag))))
    for source, made in sources:
        if made is not None:
            rest = (where, author, by_bot)
            return _Lead(str(service), str(tag), int(made), int(deployed or 0), source, rest)
    return None


def _stamp(tag: str) -> int | None:
    """The time that a tag ends in: seconds, milliseconds, or a date with hours and minutes (UTC)."""
    if seconds := _SECONDS.search(tag):
        return int(seconds[1])
    date = _DATE.search(tag)
    if date is None:
        return None
    try:
        found = datetime.strptime((date[1] + date[2]).ljust(14, "0"), "%Y%m%d%H%M%S")
    except ValueError:
        return None
    return int(found.replace(tzinfo=UTC).timestamp())


def _row(lead: _Lead) -> tuple[Sql, ...]:
    return (lead.service, lead.tag, lead.made, lead.deployed, lead.seconds, lead.source, *lead.rest)


def _summaries(leads: Sequence[_Lead]) -> Iterator[tuple[Sql, ...]]:
    grouped: dict[tuple[str, str], list[int]] = defaultdict(list)
    for lead in leads:
        grouped[lead.service, lead.source].append(lead.seconds)
    for (service, source), seconds in sorted(grouped.items()):
        ordered = sorted(seconds)
        yield service, len(ordered), _rank(ordered, 50), _rank(ordered, 90), ordered[-1], source


def _rank(ordered: Sequence[int], percent: int) -> int:
    """The nearest-rank percentile."""
    return ordered[max(-(-len(ordered) * percent // 100) - 1, 0)]
