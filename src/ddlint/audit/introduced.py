"""Since when each finding of the ledger is there, and who brought it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from ddlint.audit.lifecycle import Life
from ddlint.audit.sql_values import number, text
from ddlint.audit.store import Store
from ddlint.engine.fingerprint import plain
from ddlint.model.deployments.deployed import Step

#: What is known of commits, by their full ids.
StepsOf = Callable[[Iterable[str]], Mapping[str, Step]]
_About = tuple[str, str, str]

_OPEN = (
    "SELECT id, place, code, fingerprint FROM findings"
    " WHERE repository = ? AND kind = 'file' AND fixed_oid = '' ORDER BY id"
)
_UNTOLD = "SELECT id, place FROM findings WHERE repository = ? AND kind = 'commit' AND introduced_oid = ''"
_TELL = "UPDATE findings SET introduced_oid = ?, introduced_time = ?, introduced_by = ? WHERE id = ?"
_TAGS = """
UPDATE findings SET introduced_oid = commit_oid, introduced_time = ifnull(tagged_time, commit_time),
  introduced_by = tagger
FROM releases WHERE releases.repository = findings.repository AND place = 'refs/tags/' || tag
  AND kind = 'tag' AND findings.repository = ?
"""


def tell(store: Store, repository: str, lives: Iterable[Life], steps_of: StepsOf) -> None:
    """Write into the findings of a repository since when they are there.

    A finding in a file is there since its life began; one about a commit since that; one about a release tag
    since the tag was made. Of what several files say together it is not known.

    Args:
        store: the ledger.
        repository: its name.
        lives: of the findings in files that are open.
        steps_of: looks commits up; those that it does not find are left out.
    """
    begun: dict[_About, list[str]] = defaultdict(list)
    for life in lives:
        begun[life.row.place, life.row.code, plain(life.row.fingerprint)].append(life.introduced)
    commits: dict[int, str] = {}
    for found, place, code, fingerprint in store.connection.execute(_OPEN, (text(repository),)).fetchall():
        waiting = begun.get((place, code, plain(fingerprint)))
        if waiting:
            commits[found] = waiting.pop(0)
    commits |= dict(store.connection.execute(_UNTOLD, (text(repository),)))
    steps = steps_of({oid for oid in commits.values() if oid})
    rows = [
        (oid, number(steps[oid].time), text(steps[oid].author), found)
        for found, oid in commits.items()
        if oid in steps
    ]
    store.connection.executemany(_TELL, rows)
    store.connection.execute(_TAGS, (text(repository),))
