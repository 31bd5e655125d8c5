"""The gate on the policy: what an edit would find otherwise, a baseline that grew, the ledger of tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from calling import Called, ddlint
from history import History

IMAGE = "image:\n  repository: eu.gcr.io/acme/api\n  tag: {}\n"
BAD = IMAGE.format("2.10")


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = History(tmp_path / "config").write("a.yaml", BAD).write("ddlint.toml", 'baseline = "known"\n')
    ddlint("baseline", "write", folder=found.path)
    return found.write("known", (found.path / "known").read_text()).commit("feat: a").branch("topic")


def gate(history: History) -> Called:
    return ddlint("ci", "--base", "main", "--format", "concise", folder=history.path)


def codes(called: Called) -> list[str]:
    return sorted(line.split(" ")[2] for line in called.out.splitlines())


def anew(history: History, path: str = "known") -> History:
    """Write the baseline again, from nothing."""
    (history.path / path).unlink(missing_ok=True)
    ddlint("baseline", "write", "--baseline", path, folder=history.path)
    return history.write(path, (history.path / path).read_text())


def test_the_difference_that_an_edit_makes_is_said(history: History) -> None:
    history.write("ddlint.toml", 'baseline = "known"\nseverity = {DDT002 = "info"}\n').write("b.yaml", BAD)
    called = gate(history.commit("feat: b"))
    assert "not before; it would find 1 with another severity (DDT002 1)" in called.out


def test_an_edit_that_changes_nothing_is_said_to(history: History) -> None:
    called = gate(history.write("ddlint.toml", 'baseline = "known" # why\n').commit("feat: b"))
    assert "it would find the same in the files of the change" in called.out


def test_a_configuration_that_would_stop_every_run_is_an_error(history: History) -> None:
    called = gate(history.write("ddlint.toml", 'baseline = "known"\nignor = 1\n').commit("feat: b"))
    assert called.code == 1
    assert "error DDX001" in called.out
    assert "merged, it would stop every run: ddlint.toml:2" in called.out


def test_a_baseline_that_grew_is_an_error(history: History) -> None:
    called = gate(anew(history.write("b.yaml", BAD)).commit("feat: b"))
    assert called.code == 1
    assert codes(called) == ["DDT002", "DDX001", "DDX020"]
    assert "1 finding is added to the baseline, which may only shrink: DDT002 in b.yaml" in called.out


def test_so_is_another_one_that_the_configuration_goes_to(history: History) -> None:
    anew(history.write("b.yaml", BAD), "other").write("ddlint.toml", 'baseline = "other"\n')
    assert "DDX020" in codes(gate(history.commit("feat: b")))


def test_one_that_shrinks_with_what_is_mended_is_fine(history: History) -> None:
    called = gate(anew(history.write("a.yaml", IMAGE.format('"2.10"'))).commit("feat: b"))
    assert called.code == 0
    assert codes(called) == ["DDX001"]


def test_one_that_loses_what_is_still_there_is_told(history: History) -> None:
    called = gate(history.write("known", "# nothing\n").commit("feat: b"))
    assert codes(called) == ["DDX001", "DDX021"]
    assert "the baseline loses 1 finding still there: DDT002 in a.yaml" in called.out
    assert "it would find 1 more (DDT002 1)" in called.out


def test_the_first_baseline_is_no_growth(history: History) -> None:
    history.checkout("main").write("ddlint.toml", "").git("rm", "-qf", "known")
    history.commit("feat: b").branch("next").write("ddlint.toml", 'baseline = "known"\n')
    called = gate(anew(history).commit("feat: c"))
    assert called.code == 0
    assert codes(called) == ["DDX001"]


LEDGER = "refs/tags/v1.0.0\t{0}\t{0}\t2026-01-31T12:00:00Z\n".format("1" * 40)


def test_a_ledger_of_tags_that_loses_lines_is_an_error(history: History) -> None:
    history.checkout("main").write(".ddlint/tags", LEDGER).commit("chore: record").branch("next")
    called = gate(history.write(".ddlint/tags", LEDGER.replace("1" * 40, "2" * 40)).commit("feat: b"))
    assert called.code == 1
    assert codes(called) == ["DDG010", "DDX001"]


def test_one_that_gains_lines_is_told(history: History) -> None:
    called = gate(history.write(".ddlint/tags", LEDGER).commit("chore: record"))
    assert called.code == 0
    assert codes(called) == ["DDX001"]
