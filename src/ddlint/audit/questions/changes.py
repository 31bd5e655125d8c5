"""What changed between two dates: each value that is different at the end, and how it got there."""

from __future__ import annotations

from ddlint.audit.answer import Answer, apart, columns, day
from ddlint.audit.asked import Asked, moment
from ddlint.errors import DdlintError

_COLUMNS = columns(
    "account environment service before after deployments:number roll_backs:number last:time author"
    " by_bot:flag path"
)
_ASKED = """
SELECT account, environment, service, first.from_, last.to_, steps, backs, last.time, last.author,
  last.by_bot, last.path
FROM (SELECT min(id) AS first_id, max(id) AS last_id, count(*) AS steps, sum(kind = 'roll-back') AS backs
    FROM deployment_log WHERE {where} GROUP BY value)
JOIN (SELECT id AS its_id, from_ FROM deployment_log) AS first ON its_id = first_id
JOIN deployment_log AS last ON last.id = last_id
ORDER BY account, environment, service, last.path
"""


def ask(asked: Asked) -> Answer:
    """A line for each value that is different; those that went and came back are counted in a note.

    Raises:
        DdlintError: the days are in the wrong order, or before the ledger.
    """
    begin, end = moment(asked.words[0], end=False), moment(asked.words[1], end=True)
    if end < begin:
        raise DdlintError(f"{asked.words[1]} is before {asked.words[0]}", "The earlier day comes first.")
    asked.within(end)
    first, last = asked.range()
    where, values = asked.where("time >= ?", "time <= ?")
    rows = asked.select(_ASKED.replace("{where}", where), begin, end, *values)
    notes = []
    if begin < first:
        notes.append(f"the ledger begins on {day(first)}: before that nothing is known")
    if end > last:
        notes.append(f"the last deployment of the ledger is of {day(last)}: what came later is not known")
    same = sum(row[3] == row[4] for row in rows)
    if same:
        notes.append(f"{same} more changed in between, and stand as they stood before")
    return Answer(_COLUMNS, [apart(row, 3, 4) for row in rows if row[3] != row[4]], tuple(notes))
