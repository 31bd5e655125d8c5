"""Opening a ledger: to go on with it, or to ask it. A file is replaced whole, at the end, or not at all."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ddlint.audit.store import Store
from ddlint.audit.tables import SCHEMA, TABLES, VIEWS
from ddlint.errors import DdlintError

#: Stands in the header of the file: `ddlt`. `file` and SQLite tell it apart by that.
APPLICATION = 0x64646C74
_ANEW = "Delete it, or name another file: `ddlint audit --ledger FILE.sqlite` makes it anew"
#: The work file needs no journal: where something goes wrong, it is thrown away.
_WORKING = "page_size=4096", "journal_mode=OFF", "synchronous=OFF", "cache_size=-16000"


@contextmanager
def opened(path: str | os.PathLike[str] | None, *, fresh: bool = False) -> Iterator[Store]:
    """A ledger to write: one that goes on from the file `path`, or a new one.

    What is written goes to a neighbour of `path`, which replaces it when the block ends well; else the old
    file stays as it was. The same content gives the same bytes.

    Args:
        path: the file; None for a temporary one, which is gone afterwards.
        fresh: begin anew, whatever the file holds. A file that is no ledger is not overwritten.

    Raises:
        DdlintError: the file is no ledger, or of another schema, or damaged; or it cannot be written.
    """
    target = None if path is None else os.path.realpath(path)
    with _neighbours(target) as (working, done), _told(path or working):
        with closing(sqlite3.connect(working, isolation_level=None)) as connection:
            for setting in _WORKING:
                connection.execute(f"PRAGMA {setting}")
            _begin(connection, target if _checked(target) and not fresh else None)
            yield Store(connection)
            if target is not None:
                connection.execute("COMMIT")
                connection.execute("PRAGMA schema_version=1")  # it counts, from the old file on
                connection.execute("VACUUM INTO ?", (done,))
        if target is not None:
            os.replace(done, target)


@contextmanager
def reading(path: str | os.PathLike[str]) -> Iterator[Store]:
    """The ledger in the file `path`, to be asked only.

    Raises:
        DdlintError: there is no such file, it is no ledger, or of another schema, or damaged.
    """
    if not os.path.isfile(path):
        raise DdlintError(f"there is no ledger {path}", "`ddlint audit --ledger FILE.sqlite` writes one")
    with _told(path), closing(_read_only(path)) as connection:
        _check(connection, path)
        yield Store(connection)


def _begin(connection: sqlite3.Connection, old: str | None) -> None:
    """Fill the new file with the content of `old`, where there is one, and begin to write."""
    if old is not None:
        with closing(_read_only(old)) as source:
            source.backup(connection)
        connection.execute("BEGIN")
        return
    connection.execute("BEGIN")
    for statement in (*TABLES.split(";\n"), *VIEWS.split(";\n")):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id={APPLICATION}")
    connection.execute(f"PRAGMA user_version={SCHEMA}")


def _checked(path: str | None) -> bool:
    """Whether there is a ledger at `path`; an empty file is as good as none."""
    if path is None or not os.path.exists(path) or (os.path.isfile(path) and not os.path.getsize(path)):
        return False
    if not os.path.isfile(path):
        raise DdlintError(f"{path} is no file", "Name a file for the ledger, which may not exist yet.")
    with closing(_read_only(path)) as connection:
        _check(connection, path)
    return True


def _check(connection: sqlite3.Connection, path: str | os.PathLike[str]) -> None:
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise DdlintError(f"{path} is no ledger: {error}", _ANEW) from error
    if application != APPLICATION:
        raise DdlintError(f"{path} is no ledger: some other SQLite database", _ANEW)
    if version != SCHEMA:
        raise DdlintError(
            f"{path} is of schema {version}, and this ddlint knows {SCHEMA}",
            f"{_ANEW}; or use the version of ddlint that wrote it",
        )


def _read_only(path: str | os.PathLike[str]) -> sqlite3.Connection:
    uri = Path(os.path.realpath(path)).as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None)
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


@contextmanager
def _neighbours(target: str | None) -> Iterator[tuple[str, str]]:
    """Names for the file that is worked on and the one that replaces `target`; neither is left behind."""
    if target is None:
        with tempfile.TemporaryDirectory(prefix="ddlint-") as folder:
            yield os.path.join(folder, "ledger.sqlite"), ""
        return
    stem = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.{os.getpid()}")
    names = f"{stem}.working", f"{stem}.done"
    try:
        yield names
    finally:
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)


@contextmanager
def _told(path: str | os.PathLike[str]) -> Iterator[None]:
    """Errors of SQLite, told as what is wrong with the file `path`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise DdlintError(
            f"the ledger {path}: {error}", "The folder must exist and be writable, and the disk have room."
        ) from error
    except sqlite3.DatabaseError as error:
        raise DdlintError(f"the ledger {path} is damaged: {error}", _ANEW) from error
