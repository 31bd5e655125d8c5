"""Writing deployments as they stream in, a batch at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import islice

from ddlint.audit.sql_values import number, text
from ddlint.model.deployments.deployed import Deployed, Step

_BATCH = 2_000
_COMMIT = "INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_DEPLOYMENT = (
    "INSERT INTO deployments (value, commit_, position, old, new, tag, digest, kind, line)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, '', ?)"
)
_Row = tuple[int, int, int, str, str, str, str, int]


class DeploymentWriter:
    """Gives ids to the commits and values of one repository, and writes its deployments."""

    def __init__(self, connection: sqlite3.Connection, repository: str) -> None:
        self._connection = connection
        self._repository = repository
        self._last = ("", 0)
        numbered = "SELECT number, id FROM marked_values WHERE repository = ?"
        self._values: dict[int, int] = dict(connection.execute(numbered, (repository,)))
        self._next_value = self._highest("marked_values") + 1
        self._next_commit = self._highest("commits") + 1
        told = "SELECT 1 FROM commits WHERE repository = ? LIMIT 1"
        self._is_new = connection.execute(told, (repository,)).fetchone() is None

    def write(self, stream: Iterable[tuple[int, Deployed]]) -> int:
        """Write all of `stream`; returns how many."""
        written, rest = 0, iter(stream)
        while batch := [self._row(value, deployed) for value, deployed in islice(rest, _BATCH)]:
            self._connection.executemany(_DEPLOYMENT, batch)
            written += len(batch)
        return written

    def value(self, counted: int) -> int:
        """The id of the value that the replay counts as `counted`."""
        found = self._values.get(counted)
        if found is None:
            found = self._values[counted] = self._next_value
            self._next_value += 1
            blank = "INSERT INTO marked_values VALUES (?, ?, '', '', '', 'image', '', '', '', '', NULL, 1, ?)"
            self._connection.execute(blank, (found, self._repository, counted))
        return found

    def commit(self, step: Step) -> int:
        """The id of a commit, which is written where it was not."""
        if self._last[0] != step.oid:
            self._last = step.oid, self._known(step.oid) or self._written(step)
        return self._last[1]

    def _row(self, value: int, deployed: Deployed) -> _Row:
        return (
            self.value(value), self.commit(deployed.step), deployed.step.position, text(deployed.old),
            text(deployed.new), text(deployed.tag), text(deployed.digest), deployed.line,
        )  # fmt: skip

    def _known(self, oid: str) -> int:
        """The id of a commit that an earlier audit wrote; 0 for none."""
        if self._is_new:
            return 0
        asked = "SELECT id FROM commits WHERE repository = ? AND oid = ?"
        found = self._connection.execute(asked, (self._repository, oid)).fetchone()
        return found[0] if found else 0

    def _written(self, step: Step) -> int:
        found = self._next_commit
        self._next_commit += 1
        self._connection.execute(_COMMIT, (
            found, self._repository, step.oid, number(step.time), text(step.author), text(step.committer),
            text(step.subject), step.by_bot,
        ))  # fmt: skip
        return found

    def _highest(self, table: str) -> int:
        found = self._connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
        return found or 0
