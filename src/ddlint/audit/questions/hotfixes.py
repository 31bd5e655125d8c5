"""The hotfixes of the services: where each left, and whether it came back."""

from __future__ import annotations

from ddlint.audit.answer import Answer, columns
from ddlint.audit.asked import Asked

_COLUMNS = columns("service version tag branch base state merged_back:time merged_commit fork_commit")
_ASKED = """
SELECT service, version, tag, branch, base, state, merged_time, merged_oid, fork_oid FROM hotfixes ORDER BY id
"""


def ask(asked: Asked) -> Answer:
    """A line for each hotfix, of one service or of all."""
    rows = [row for row in asked.select(_ASKED) if not asked.words or row[0] == asked.words[0]]
    return Answer(_COLUMNS, rows, () if rows else ("the ledger holds no such hotfix",))
