"""The ledger of deployments in SQLite: written in bulk, read as a stream."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from ddlint.audit.deployment_writer import DeploymentWriter
from ddlint.audit.rows import TABLE_OF, Row, booleans, columns
from ddlint.audit.sql_values import fit, text
from ddlint.audit.track_reading import tracks, uses, values
from ddlint.model.deployments.deployed import Deployed, MarkedValue, Step, Track
from ddlint.model.deployments.tag_use import Use

R = TypeVar("R", bound=Row)

#: What each audit tells anew. What stands in messages stays, and what was mended.
_TOLD_ANEW = (
    "DELETE FROM findings WHERE repository = ? AND fixed_oid = '' AND (kind <> 'commit' OR code LIKE 'DDU%')",
    "DELETE FROM releases WHERE repository = ?",
    "DELETE FROM hotfixes WHERE repository = ?",
    "DELETE FROM waivers WHERE repository = ? AND place NOT LIKE 'commit %'",
    "DELETE FROM coverage WHERE repository = ?",
    "DELETE FROM gaps WHERE repository = ?",
)
#: What the history of one repository told; the order minds references.
_FORGETTING = (
    "DELETE FROM waivers WHERE repository = ?",
    "DELETE FROM findings WHERE repository = ?",
    "DELETE FROM deployments WHERE value IN (SELECT id FROM marked_values WHERE repository = ?)",
    "DELETE FROM marked_values WHERE repository = ?",
    "DELETE FROM commits WHERE repository = ?",
    "DELETE FROM state WHERE repository = ?",
)
_PUT_VALUE = (
    "INSERT OR REPLACE INTO marked_values (id, repository, path, route, policy, form, image, service,"
    " environment, account, is_uat, is_whole, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Store:
    """A ledger. `ddlint.audit.store_file` opens one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def meta(self) -> dict[str, str]:
        """What made this ledger."""
        return dict(self.connection.execute("SELECT key, value FROM meta ORDER BY key"))

    def put_meta(self, facts: Mapping[str, str]) -> None:
        """Add to what made this ledger; a fact of the same name is replaced."""
        pairs = [(text(key), text(value)) for key, value in facts.items()]
        self.connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", pairs)

    def add(self, rows: Iterable[Row]) -> None:
        """Write rows of the simple tables, in the order given."""
        for kind, group in groupby(rows, type):
            names = columns(kind)
            marks = ", ".join("?" * len(names))
            statement = f"INSERT OR REPLACE INTO {TABLE_OF[kind]} ({', '.join(names)}) VALUES ({marks})"
            filled = ([fit(getattr(row, name)) for name in names] for row in group)
            self.connection.executemany(statement, filled)

    def clear(self, kind: type[Row], repository: str) -> None:
        """Take away the rows of `kind` about `repository`."""
        column = "name" if TABLE_OF[kind] == "repositories" else "repository"
        self.connection.execute(f"DELETE FROM {TABLE_OF[kind]} WHERE {column} = ?", (text(repository),))

    def rows(self, kind: type[R]) -> Iterator[R]:
        """The rows of a simple table, in the order of their writing (or of their key)."""
        names, truths = columns(kind), booleans(kind)
        for found in self.connection.execute(f"SELECT {', '.join(names)} FROM {TABLE_OF[kind]}"):
            pairs = zip(found, truths, strict=True)
            filled: tuple[Any, ...] = tuple(bool(each) if truth else each for each, truth in pairs)
            yield kind(*filled)

    def add_deployments(self, repository: str, stream: Iterable[tuple[int, Deployed]]) -> int:
        """Write what the replay tells: the number of the value, and what was deployed to it.

        The stream comes in the order of the main line, all of one commit together. It may go on from
        what an earlier audit wrote. `put_values` says afterwards which values the numbers mean, `classify` of
        which kind each deployment is.

        Returns:
            How many were written.
        """
        return DeploymentWriter(self.connection, text(repository)).write(stream)

    def add_commits(self, repository: str, steps: Iterable[Step]) -> None:
        """Write commits that deployed nothing, but are spoken of."""
        writer = DeploymentWriter(self.connection, text(repository))
        for step in steps:
            writer.commit(step)

    def put_values(
        self,
        repository: str,
        told: Iterable[tuple[int, MarkedValue]],
        uat: Mapping[str, bool | None] | None = None,
        partial: frozenset[int] = frozenset(),
    ) -> None:
        """Say which values the numbers of the replay mean; those that are known already may be told again.

        Args:
            repository: whose.
            told: each value with its number.
            uat: whether an account is UAT, by its name; None where it is not known.
            partial: the numbers of values whose history is not known from the beginning.
        """
        known = uat or {}
        writer = DeploymentWriter(self.connection, text(repository))
        rows = [
            (writer.value(number), *map(text, _texts(repository, value)), known.get(value.account),
             number not in partial, number)
            for number, value in told
        ]  # fmt: skip
        self.connection.executemany(_PUT_VALUE, rows)

    def drop_values(self, repository: str, numbers: Iterable[int]) -> None:
        """Take away values of the replay, and what was deployed to them: they turned out to be none."""
        for number in sorted(numbers):
            asked = "SELECT id FROM marked_values WHERE repository = ? AND number = ?"
            for (found,) in self.connection.execute(asked, (text(repository), number)).fetchall():
                self.connection.execute("DELETE FROM deployments WHERE value = ?", (found,))
                self.connection.execute("DELETE FROM marked_values WHERE id = ?", (found,))

    def values(self, repository: str) -> Iterator[tuple[int, MarkedValue]]:
        """The marked values of a repository, each with its number."""
        return values(self.connection, text(repository))

    def tracks(self, repository: str) -> Iterator[Track]:
        """All that each marked value of a repository ever held, value by value."""
        return (track for _, track in tracks(self.connection, text(repository)))

    def classify(self, repository: str, kinds: Callable[[Track], Sequence[str]]) -> None:
        """Say of which kind each deployment is: as many words as the track has deployments."""
        for ids, track in tracks(self.connection, text(repository)):
            pairs = list(zip(kinds(track), ids, strict=True))
            self.connection.executemany("UPDATE deployments SET kind = ? WHERE id = ?", pairs)

    def uses(self) -> Iterator[Use]:
        """Every tag that was deployed anywhere, sorted by image and tag, then by time."""
        return uses(self.connection)

    def state(self, repository: str) -> dict[str, str]:
        """Where the next audit of a repository goes on, as `save_state` wrote it; empty for a new one."""
        statement = "SELECT key, text FROM state WHERE repository = ?"
        return dict(self.connection.execute(statement, (text(repository),)))

    def save_state(self, repository: str, entries: Mapping[str, str]) -> None:
        """Write entries of the state of a repository; others stay. The texts are ASCII (JSON, say)."""
        rows = [(text(repository), key, written) for key, written in sorted(entries.items())]
        self.connection.executemany("INSERT OR REPLACE INTO state VALUES (?, ?, ?)", rows)

    def begin_again(self, repository: str) -> None:
        """Take away what each audit tells anew of a repository."""
        for statement in _TOLD_ANEW:
            self.connection.execute(statement, (text(repository),))

    def forget(self, repository: str) -> None:
        """Take away all that the history of a repository told: it was rewritten, and is read anew."""
        for statement in _FORGETTING:
            self.connection.execute(statement, (text(repository),))


def _texts(repository: str, value: MarkedValue) -> tuple[str, ...]:
    return (
        repository, value.path, value.route, value.policy, str(value.form), value.image, value.service,
        value.environment, value.account,
    )  # fmt: skip
