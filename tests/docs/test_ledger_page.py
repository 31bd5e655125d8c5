"""The page on the ledger tells every table and column that is there, and its queries run."""

import pytest

from audit.scene import fill
from ddlint.audit.rows import FindingRow, GapRow, ReleaseRow
from ddlint.audit.sample_questions import SAMPLES
from ddlint.audit.store_file import opened
from ddlint.audit.tables import TABLES, VIEWS
from ddlint.docs.ledger import page, tables
from ddlint.model.deployments.kind import Kind
from ddlint.model.releases.returned import Back

TOLD = [*tables(TABLES), *tables(VIEWS)]


def test_every_table_and_column_is_told() -> None:
    with opened(None) as store:
        names = store.connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
        there = {
            name: [row[1] for row in store.connection.execute(f"PRAGMA table_info({name})")]
            for (name,) in names.fetchall()
        }
    assert {table.name: [name for name, _, _ in table.columns] for table in TOLD} == there


def test_every_column_has_words() -> None:
    assert not [(table.name, name) for table in TOLD for name, _, words in table.columns if not words]


@pytest.mark.parametrize("word", [*Kind, *Back])
def test_every_kind_and_state_is_told(word: str) -> None:
    assert f"\n| `{word}` | " in page()


def test_the_page_holds_the_questions() -> None:
    assert all(sql in page() for _, sql in SAMPLES)


FINDING = FindingRow("config", "f", "DDU001", "n", "error", "found", "m", "", "", "tag", "v1")


@pytest.mark.parametrize(("asked", "sql"), SAMPLES, ids=[asked for asked, _ in SAMPLES])
def test_questions_have_answers(asked: str, sql: str) -> None:
    with opened(None) as store:
        fill(store)
        store.add([FINDING, GapRow("config", "history", "shallow", "fetch", asked=True)])
        store.add([ReleaseRow("s", "backend", "v9", "9.0.0", False, False, "a", 1, None, "")])
        store.connection.execute("UPDATE deployments SET digest = 'sha256:' || id WHERE tag <> ''")
        assert store.connection.execute(sql).fetchall()
