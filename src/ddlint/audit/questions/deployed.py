"""Who deployed version V where: by tag, by version with or without `v`, by commit id, or by digest."""

from __future__ import annotations

import difflib
import re

from ddlint.audit.answer import Answer, columns
from ddlint.audit.asked import Asked
from ddlint.errors import DdlintError

_COLUMNS = columns(
    "at:time until:time account environment service tag from kind author by_bot:flag commit repository"
    " path line:number"
)
_ASKED = """
SELECT log.time, spans.until_time, log.account, log.environment, log.service, log.tag, from_, log.kind,
  author, by_bot, commit_, log.repository, path, line
FROM (SELECT * FROM deployment_log WHERE {where}) AS log JOIN spans ON spans.id = log.id
ORDER BY log.id
"""
_COMMIT = re.compile(r"[0-9a-f]{7,64}", re.IGNORECASE)
_DIGEST = re.compile(r"sha256:[0-9a-f]{6,64}")


def ask(asked: Asked) -> Answer:
    """Every deployment of it.

    Raises:
        DdlintError: it was never deployed; the hint names tags that come close.
    """
    word = asked.words[0]
    condition, values = _condition(word)
    where, more = asked.where(condition)
    rows = asked.select(_ASKED.replace("{where}", where), *values, *more)
    if not rows:
        raise DdlintError(f"the ledger knows no deployment of {word!r}", _hint(asked, word))
    return Answer(_COLUMNS, rows)


def _condition(word: str) -> tuple[str, list[str]]:
    if _DIGEST.fullmatch(word):
        return "substr(digest, 1, ?) = ?", [str(len(word)), word]
    bare = word.removeprefix("v")
    names = [word, bare, f"v{bare}"]
    if not _COMMIT.fullmatch(word):
        return "tag IN (?, ?, ?)", names
    return "(tag IN (?, ?, ?) OR instr('-' || tag || '-', '-' || ?) > 0)", [*names, word.lower()]


def _hint(asked: Asked, word: str) -> str:
    known = [str(tag) for (tag,) in asked.select("SELECT DISTINCT tag FROM deployments WHERE tag <> ''")]
    close = difflib.get_close_matches(word, known, 3)
    return (
        f"did you mean {' or '.join(close)}?"
        if close
        else f"it knows {len(known)} tags, such as {_some(known)}"
    )


def _some(known: list[str]) -> str:
    return ", ".join(known[-3:]) or "none"
