"""Where `--ledger` writes: a database, one CSV of deployments, or a folder with a CSV a table."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TextIO

from ddlint.audit import csv_text
from ddlint.audit.store import Store
from ddlint.audit.store_file import opened
from ddlint.errors import DdlintError
from ddlint.output.files import written

#: The tables that a folder of CSVs holds: all but ddlint's own.
TABLES = (
    "meta", "repositories", "commits", "marked_values", "deployments", "releases", "hotfixes", "findings",
    "waivers", "coverage", "gaps",
)  # fmt: skip
#: What the CSV of deployments holds of the view `deployment_log`.
LOG = (
    "at", "account", "environment", "is_uat", "service", "image", "tag", "digest", "from_", "to_", "kind",
    "author", "committer", "by_bot", "subject", "commit_", "position", "repository", "path", "route", "line",
    "policy", "form",
)  # fmt: skip
_DATABASES = (".sqlite", ".sqlite3", ".db")
_FORMS = "Name FILE.sqlite for a database, FILE.csv for the deployments, FOLDER/ for a CSV of each table."


@contextmanager
def ledger(paths: Sequence[str], *, fresh: bool = False) -> Iterator[Store]:
    """A ledger that ends up in each of `paths` when the block ends well; nothing is kept where there is none.

    Args:
        paths: as `--ledger` gives them. At most one is a database, from which an audit goes on.
        fresh: begin anew, whatever that database holds.

    Raises:
        DdlintError: a path tells no form, there are two databases, or one cannot be written.
    """
    databases = [path for path in paths if path.endswith(_DATABASES)]
    if len(databases) > 1:
        raise DdlintError(f"--ledger names two databases: {databases[0]} and {databases[1]}", _FORMS)
    with ExitStack() as files:
        logs = [files.enter_context(written(path)) for path in paths if path.endswith(".csv")]
        folders = [
            files.enter_context(_tables(path)) for path in paths if not path.endswith((*_DATABASES, ".csv"))
        ]
        with opened(databases[0] if databases else None, fresh=fresh) as store:
            yield store
            for stream in logs:
                write_log(store, stream)
            for tables in folders:
                write_tables(store, tables)


def write_log(store: Store, stream: TextIO) -> None:
    """Write every deployment with its commit and its value, in the order of the main lines."""
    found = store.connection.execute(f"SELECT {', '.join(LOG)} FROM deployment_log ORDER BY id")
    csv_text.write(stream, [name.rstrip("_") for name in LOG], found)


def write_tables(store: Store, streams: dict[str, TextIO]) -> None:
    """Write each table to its stream."""
    for name, stream in streams.items():
        found = store.connection.execute(f"SELECT * FROM {name}")
        csv_text.write(stream, [column[0].rstrip("_") for column in found.description], found)


@contextmanager
def _tables(folder: str) -> Iterator[dict[str, TextIO]]:
    """A stream for each table, a file in `folder` each, which is made where it is not there."""
    if not folder.endswith("/") and not os.path.isdir(folder):
        raise DdlintError(f"--ledger {folder}: which form is that?", _FORMS)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise DdlintError(f"cannot write {folder}: {error.strerror or error}", _FORMS) from error
    with ExitStack() as files:
        yield {name: files.enter_context(written(os.path.join(folder, f"{name}.csv"))) for name in TABLES}
