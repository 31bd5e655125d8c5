"""What a person asks of a ledger: words read as accounts, services and days, or told that they are none."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ddlint.audit.answer import day
from ddlint.audit.sql_values import Sql
from ddlint.audit.store import Store
from ddlint.errors import DdlintError

#: Conditions with a place for each `?`.
AT_PATH = "(path = ? OR instr(path, ? || '/') = 1)"
AT_PLACE = f"(account = ? OR environment = ? OR {AT_PATH})"
_DAY = 86_400
_NAMED = 12  # names that an error lists
_FORMS = "A day is `2026-03-01`, a moment `2026-03-01T12:30Z`; without a zone it is UTC."


@dataclass(frozen=True, slots=True)
class Filters:
    """What only is looked at; None: everything.

    Attributes:
        place: an account or an environment; or a file or a folder.
        service: whose image.
        since, until: seconds since 1970, both included.
    """

    place: str | None = None
    service: str | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a ledger.

    Attributes:
        store: the ledger.
        words: what stands behind the name of the question.
        filters: what only is looked at.
    """

    store: Store
    words: Sequence[str] = ()
    filters: Filters = Filters()

    def select(self, statement: str, *values: Sql) -> list[tuple[Sql, ...]]:
        """All rows of a query."""
        return self.store.connection.execute(statement, values).fetchall()

    def where(self, *more: str) -> tuple[str, list[Sql]]:
        """The condition that the filters make on the columns of `deployment_log`, and its values."""
        only = self.filters
        pairs: list[tuple[str, Sql]] = [
            (AT_PLACE, self.place(only.place) if only.place else None),
            ("service = ?", self.service(only.service) if only.service else None),
            ("time >= ?", only.since),
            ("time <= ?", only.until),
        ]
        parts = [*more, *(text for text, value in pairs if value is not None)]
        values: list[Sql] = [
            value for text, value in pairs if value is not None for _ in range(text.count("?"))
        ]
        return " AND ".join(parts) or "1", values

    def place(self, word: str) -> str:
        """The account or environment that is called `word`, or a file or folder with marked values.

        Raises:
            DdlintError: there is none; the hint names those that there are.
        """
        path = word.strip("/")
        if self.select(f"SELECT 1 FROM marked_values WHERE {AT_PATH} LIMIT 1", path, path):
            return path
        known = [*self.names("account"), *self.names("environment")]
        return _named("account or environment", word, known, "it names none: name a file or a folder")

    def service(self, word: str) -> str:
        """The service that is called `word`.

        Raises:
            DdlintError: there is none; the hint names those that there are.
        """
        return _named("service", word, self.names("service"), "it names none")

    def names(self, column: str) -> list[str]:
        """The accounts, environments or services of the marked values."""
        found = self.select(f"SELECT DISTINCT {column} FROM marked_values WHERE {column} <> '' ORDER BY 1")
        return [str(name) for (name,) in found]

    def range(self) -> tuple[int, int]:
        """The times of the first and the last deployment.

        Raises:
            DdlintError: there is none.
        """
        first, last = self.select("SELECT min(time), max(time) FROM deployment_log")[0]
        if not isinstance(first, int) or not isinstance(last, int):
            raise DdlintError(
                "the ledger holds no deployment", "Audit a config repository: one with markers."
            )
        return first, last

    def within(self, moment: int) -> int:
        """`moment` itself.

        Raises:
            DdlintError: it is before the first deployment, so that the ledger knows nothing of it.
        """
        first, last = self.range()
        if moment < first:
            raise DdlintError(
                f"the ledger begins on {day(first)}; {day(moment)} is before that",
                f"It holds deployments from {day(first)} to {day(last)}.",
            )
        return moment


def moment(word: str, *, end: bool) -> int:
    """The time that `word` says, in seconds since 1970; a day means its last second, or its first.

    Raises:
        DdlintError: it is no day and no moment.
    """
    try:
        found = datetime.fromisoformat(word)
    except ValueError as error:
        raise DdlintError(f"{word!r} is no day and no moment", _FORMS) from error
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    seconds = (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)
    is_day = found.tzinfo is None and len(word) <= len("2026-03-01")
    return seconds + _DAY - 1 if is_day and end else seconds


def _named(noun: str, word: str, known: Sequence[str], none: str) -> str:
    if word in known:
        return word
    folded = {name.casefold(): name for name in known}
    if word.casefold() in folded:
        return folded[word.casefold()]
    close = difflib.get_close_matches(word.casefold(), folded, 1)
    meant = f"did you mean {folded[close[0]]!r}? " if close else ""
    shown = ", ".join(known[:_NAMED]) + (f" and {len(known) - _NAMED} more" if len(known) > _NAMED else "")
    there = f"there are {shown}" if known else none
    raise DdlintError(f"the ledger knows no {noun} {word!r}", f"{meant}{there}")
