"""Who deployed: how often, where, when; or all that one person did."""

from __future__ import annotations

from ddlint.audit.answer import Answer, apart, columns
from ddlint.audit.asked import Asked
from ddlint.errors import DdlintError

_MOST = 500  # authors that one word means
_ALL = columns(
    "author by_bot:flag deployments:number commits:number roll_backs:number places:number services:number"
    " first:time last:time"
)
_ONE = columns("at:time account environment service from to kind author by_bot:flag subject commit path")
_COUNTED = """
SELECT author, max(by_bot), count(*), count(DISTINCT repository || commit_), sum(kind = 'roll-back'),
  count(DISTINCT coalesce(nullif(account, ''), nullif(environment, ''), path)), count(DISTINCT service),
  min(time), max(time)
FROM deployment_log WHERE {where} GROUP BY author ORDER BY count(*) DESC, author
"""
_LISTED = """
SELECT time, account, environment, service, from_, to_, kind, author, by_bot, subject, commit_, path
FROM deployment_log WHERE {where} ORDER BY id
"""


def ask(asked: Asked) -> Answer:
    """A line for each author; or each deployment of those whose name or address holds the word.

    Raises:
        DdlintError: no author does.
    """
    if not asked.words:
        where, values = asked.where()
        return Answer(_ALL, asked.select(_COUNTED.replace("{where}", where), *values))
    word = asked.words[0]
    authors = [str(name) for (name,) in asked.select("SELECT DISTINCT author FROM commits ORDER BY 1")]
    meant = [author for author in authors if word.casefold() in author.casefold()][:_MOST]
    if not meant:
        shown = ", ".join(authors[:12])
        raise DdlintError(f"nobody of the ledger is called {word!r}", f"there are {shown}")
    where, values = asked.where(f"author IN ({', '.join('?' * len(meant))})")
    rows = asked.select(_LISTED.replace("{where}", where), *meant, *values)
    return Answer(_ONE, [apart(row, 4, 5) for row in rows])
