"""The accounts and environments that the ledger knows."""

from __future__ import annotations

from ddlint.audit.answer import Answer, columns
from ddlint.audit.asked import Asked

_COLUMNS = columns(
    "account environment uat:flag services:number deployments:number roll_backs:number first:time last:time"
)
_ASKED = """
SELECT account, environment, max(is_uat), count(DISTINCT service), count(*), sum(kind = 'roll-back'),
  min(time), max(time)
FROM deployment_log WHERE {where} GROUP BY account, environment ORDER BY account, environment
"""


def ask(asked: Asked) -> Answer:
    """A line for each; what belongs to neither is one line too."""
    where, values = asked.where()
    return Answer(_COLUMNS, asked.select(_ASKED.replace("{where}", where), *values))
