"""The releases of the services: who made each, when, and where and when it was deployed first."""

from __future__ import annotations

from ddlint.audit.answer import Answer, columns
from ddlint.audit.asked import Asked

_COLUMNS = columns(
    "service tag version pre_release:flag hotfix:flag made:time by first_deployed:time first_in"
    " places:number commit"
)
_ASKED = """
SELECT releases.service, releases.tag, version, is_prerelease, is_hotfix,
  coalesce(tagged_time, commit_time), tagger, log.time, log.place, coalesce(places, 0), commit_oid
FROM releases LEFT JOIN (
  SELECT service, tag, min(id), time, coalesce(nullif(account, ''), nullif(environment, ''), path) AS place,
    count(DISTINCT coalesce(nullif(account, ''), nullif(environment, ''), path)) AS places
  FROM deployment_log WHERE tag <> '' GROUP BY service, tag
) AS log ON log.service = releases.service AND log.tag = releases.tag
ORDER BY releases.service, coalesce(tagged_time, commit_time), releases.id
"""


def ask(asked: Asked) -> Answer:
    """A line for each release, of one service or of all."""
    rows = asked.select(_ASKED)
    if asked.words:
        rows = [row for row in rows if row[0] == asked.words[0]]
    return Answer(_COLUMNS, rows, () if rows else _notes(asked))


def _notes(asked: Asked) -> tuple[str, ...]:
    known = [str(name) for (name,) in asked.select("SELECT DISTINCT service FROM releases ORDER BY 1")]
    there = f"there are releases of {', '.join(known)}" if known else "audit with --service NAME=PATH"
    return (f"the ledger holds no such release: {there}",)
