"""What ran on account X on date D: the last deployment of each of its values until then."""

from __future__ import annotations

from collections.abc import Sequence

from ddlint.audit.answer import Answer, columns, day, iso
from ddlint.audit.asked import AT_PLACE, Asked, moment

_COLUMNS = columns(
    "account environment service tag digest since:time until:time kind author by_bot:flag commit path"
)
#: A commit says its time itself, and can be wrong: of those until then the last on the main line counts.
_ASKED = """
SELECT log.account, log.environment, log.service, CASE WHEN log.tag <> '' THEN log.tag ELSE log.to_ END,
  log.digest, log.time, spans.until_time, log.kind, log.author, log.by_bot, log.commit_, log.path
FROM deployment_log AS log JOIN spans ON spans.id = log.id
WHERE log.id IN (
    SELECT max(deployments.id) FROM deployments JOIN commits ON commits.id = commit_
    WHERE time <= ? AND value IN (SELECT id FROM marked_values WHERE {place})
    GROUP BY value
  ) AND log.to_ <> '' AND log.form <> 'name'
ORDER BY log.account, log.environment, log.service, log.path, log.route
"""


def ask(asked: Asked) -> Answer:
    """What ran; without a date, what runs now as far as the ledger knows."""
    place = asked.place(asked.words[0])
    _, last = asked.range()
    at = last if len(asked.words) == 1 else asked.within(moment(asked.words[1], end=True))
    rows = asked.select(_ASKED.replace("{place}", AT_PLACE), at, *[place] * 4)
    if asked.filters.service:
        service = asked.service(asked.filters.service)
        rows = [row for row in rows if row[2] == service]
    return Answer(_COLUMNS, rows, tuple(_notes(asked, place, at, last, rows)))


def _notes(asked: Asked, place: str, at: int, last: int, rows: Sequence[object]) -> list[str]:
    notes = []
    if not rows:
        notes.append(f"nothing is known to have run on {place} at {iso(at)}: {_begins(asked, place)}")
    if at > last:
        notes.append(f"the last deployment of the ledger is of {day(last)}: what came later is not known")
    counted = f"SELECT count(*) FROM marked_values WHERE {AT_PLACE} AND NOT is_whole"
    unknown = asked.select(counted, *[place] * 4)[0][0]
    if unknown:
        notes.append(f"the history of {unknown} of its values is not known from the beginning")
    return notes


def _begins(asked: Asked, place: str) -> str:
    found = asked.select(f"SELECT min(time) FROM deployment_log WHERE {AT_PLACE}", *[place] * 4)[0][0]
    return f"its first deployment is of {day(found)}" if isinstance(found, int) else "it has no deployment"
