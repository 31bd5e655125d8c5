"""`--ledger`: a database, a CSV of deployments, a folder of CSVs."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scene import STREAM, VALUES, deployed, fill, step
from ddlint.audit.csv_text import harmless
from ddlint.audit.ledger_files import LOG, TABLES, ledger
from ddlint.audit.rows import GapRow
from ddlint.audit.store_file import reading
from ddlint.errors import DdlintError


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_csv_holds_every_deployment(tmp_path: Path) -> None:
    with ledger([str(tmp_path / "a.csv")]) as store:
        fill(store)
    found = rows(tmp_path / "a.csv")
    assert len(found) == len(STREAM)
    third = found[3]
    assert third["at"] == "2023-11-18T22:13:20Z"
    assert (third["account"], third["service"], third["from"], third["to"]) == (
        "acme",
        "backend",
        "v1.1.0",
        "v1.0.0",
    )
    assert (third["kind"], third["by_bot"], third["author"]) == (
        "roll-back",
        "0",
        "Ada Lovelace <ada@example.org>",
    )
    assert list(third) == [name.rstrip("_") for name in LOG]


def test_all_forms_at_once(tmp_path: Path) -> None:
    with ledger([str(tmp_path / "a.sqlite"), str(tmp_path / "a.csv"), f"{tmp_path}/tables/"]) as store:
        fill(store)
    with reading(tmp_path / "a.sqlite") as store:
        assert list(store.values("config")) == VALUES
    assert len(rows(tmp_path / "a.csv")) == len(STREAM)
    assert {path.stem for path in (tmp_path / "tables").iterdir()} == set(TABLES)
    assert len(rows(tmp_path / "tables/deployments.csv")) == len(STREAM)


def test_every_table_is_in_the_folder(tmp_path: Path) -> None:
    with ledger([]) as store:
        found = store.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    assert {name for (name,) in found} - {"state"} == set(TABLES)


def test_nothing_is_left_of_a_run_that_failed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        fail(tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def fail(folder: Path) -> None:
    with ledger([str(folder / "a.sqlite"), str(folder / "a.csv"), f"{folder}/tables/"]) as store:
        fill(store)
        raise RuntimeError


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a.sqlite", "b.db"], "two databases"),
        (["a.xlsx"], "which form"),
        (["missing/a.csv"], "cannot write"),
        (["a.csv/b/"], "cannot write"),
    ],
)
def test_what_cannot_be_written_is_told(tmp_path: Path, names: list[str], said: str) -> None:
    (tmp_path / "a.csv").touch()
    with pytest.raises(DdlintError, match=said), ledger([f"{tmp_path}/{name}" for name in names]):
        pass


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", '=HYPERLINK("http://evil")']
)
def test_no_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    with ledger([str(tmp_path / "a.csv")]) as store:
        store.add_deployments("config", [(1, deployed(step(1, subject=text), "", "v1"))])
        store.put_values("config", VALUES[:1])
    assert rows(tmp_path / "a.csv")[0]["subject"][0] in "'\\"


def test_a_number_below_zero_stays_a_number(tmp_path: Path) -> None:
    with ledger([f"{tmp_path}/t/"]) as store:
        store.add_deployments("config", [(1, deployed(step(-30_000), "", "v1"))])
        store.put_values("config", VALUES[:1])
    assert rows(tmp_path / "t/commits.csv")[0]["time"] == str(step(-30_000).time)


def test_a_line_break_is_written_out(tmp_path: Path) -> None:
    with ledger([f"{tmp_path}/t/"]) as store:
        store.add([GapRow("config", "a\nb", "\x1b[2J", "", asked=False)])
    (found,) = rows(tmp_path / "t/gaps.csv")
    assert (found["what"], found["reason"]) == ("a\\nb", "\\x1b[2J")


def test_what_is_not_known_is_empty(tmp_path: Path) -> None:
    with ledger([str(tmp_path / "a.csv")]) as store:
        store.add_deployments("config", STREAM)
        store.put_values("config", VALUES)
    assert rows(tmp_path / "a.csv")[0]["is_uat"] == ""


@given(st.text())
def test_harmless_text_is_no_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
