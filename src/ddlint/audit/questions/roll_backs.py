"""Every roll-back: who made it, by hand or not, how long it lasted, and what came after."""

from __future__ import annotations

from ddlint.audit.answer import Answer, apart, columns
from ddlint.audit.asked import Asked

_COLUMNS = columns(
    "at:time account environment service from to lasted:duration then author by_bot:flag subject commit path"
)
_ASKED = """
SELECT log.time, log.account, log.environment, log.service, from_, to_, until_time - log.time,
  (SELECT iif(tag <> '', tag, new) FROM deployments WHERE value = log.value AND id > log.id
    ORDER BY id LIMIT 1),
  author, by_bot, subject, commit_, path
FROM (SELECT * FROM deployment_log WHERE {where}) AS log JOIN spans ON spans.id = log.id
ORDER BY log.id
"""


def ask(asked: Asked) -> Answer:
    """A line for each."""
    where, values = asked.where("kind = 'roll-back'")
    rows = [apart(row, 4, 5) for row in asked.select(_ASKED.replace("{where}", where), *values)]
    lasting = sum(row[6] is None for row in rows)
    notes = (f"{lasting} of {len(rows)} last to this day",) if lasting else ()
    return Answer(_COLUMNS, rows, notes)
