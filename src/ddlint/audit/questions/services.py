"""The services that the ledger knows."""

from __future__ import annotations

from ddlint.audit.answer import Answer, columns
from ddlint.audit.asked import Asked

_COLUMNS = columns(
    "service image tags:number places:number deployments:number roll_backs:number first:time last:time"
)
_ASKED = """
SELECT service, max(image), count(DISTINCT nullif(tag, '')),
  count(DISTINCT coalesce(nullif(account, ''), nullif(environment, ''), path)), count(*),
  sum(kind = 'roll-back'), min(time), max(time)
FROM deployment_log WHERE {where} GROUP BY service ORDER BY service
"""


def ask(asked: Asked) -> Answer:
    """A line for each."""
    where, values = asked.where()
    return Answer(_COLUMNS, asked.select(_ASKED.replace("{where}", where), *values))
