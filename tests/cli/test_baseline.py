"""Baselines and first days: what was there before stands, is counted, and only becomes less."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calling import ddlint
from history import History

BAD = "image:\n  repository: eu.gcr.io/acme/api\n  tag: 2.10\n"
GOOD = BAD.replace("2.10", '"2.10"')


@pytest.fixture
def repository(tmp_path: Path) -> History:
    found = History(tmp_path / "config")
    return found.write("a.yaml", BAD).write("b.yaml", BAD).write("c/d.yaml", BAD).commit("feat: a")


def lines(repository: History, path: str = ".ddlint/baseline") -> list[str]:
    return [line for line in (repository.path / path).read_text().splitlines() if not line.startswith("#")]


def test_what_was_there_is_set_aside_and_counted(repository: History) -> None:
    called = ddlint("baseline", "write", folder=repository.path)
    assert called.code == 0
    assert called.err.startswith("ddlint: 3 findings may stand, by .ddlint/baseline; commit it\n")
    assert [line.split("\t")[1:] for line in lines(repository)] == [
        ["DDT002", "a.yaml"], ["DDT002", "b.yaml"], ["DDT002", "c/d.yaml"],
    ]  # fmt: skip
    called = ddlint("check", "--baseline", ".ddlint/baseline", folder=repository.path)
    assert called.code == 0
    assert "found nothing, 3 grandfathered" in called.out
    assert "fixable" not in called.out


def test_what_is_new_is_found(repository: History) -> None:
    ddlint("baseline", "write", folder=repository.path)
    repository.write("e.yaml", BAD)
    called = ddlint("check", "--baseline", ".ddlint/baseline", "--format", "concise", folder=repository.path)
    assert called.code == 1
    assert len(called.out.splitlines()) == 1


def test_a_finding_that_moved_is_known_again(repository: History) -> None:
    ddlint("baseline", "write", folder=repository.path)
    repository.git("mv", "a.yaml", "moved.yaml")
    repository.write("b.yaml", f"# why\n\n{BAD}")
    assert ddlint("check", "--baseline", ".ddlint/baseline", folder=repository.path).code == 0


def test_a_baseline_only_shrinks(repository: History) -> None:
    ddlint("baseline", "write", folder=repository.path)
    repository.write("a.yaml", GOOD)
    called = ddlint("check", "--baseline", ".ddlint/baseline", folder=repository.path)
    assert "baseline: 1 finding of it no longer there" in called.err
    repository.write("b.yaml", GOOD).write(
        "e.yaml", f"x:\n  {BAD.replace(chr(10), chr(10) + '  ').rstrip()}\n"
    )
    called = ddlint("baseline", "write", folder=repository.path)
    assert called.err.splitlines() == [
        "ddlint: 1 finding may stand, by .ddlint/baseline; 2 mended and taken out",
        "  1 new finding not let stand: a baseline only shrinks. Mend or waive them.",
    ]
    assert len(lines(repository)) == 1


def test_the_configuration_names_a_baseline(repository: History) -> None:
    repository.write("ddlint.toml", 'baseline = "old/findings"\n')
    assert ddlint("baseline", "write", folder=repository.path / "c").code == 0
    assert len(lines(repository, "old/findings")) == 3
    assert ddlint("check", folder=repository.path / "c").code == 0


def test_every_format_shows_what_is_set_aside(repository: History, tmp_path: Path) -> None:
    ddlint("baseline", "write", folder=repository.path)
    options = ("--baseline", ".ddlint/baseline", "--format", "concise", "--output", f"json={tmp_path}/a.json")
    assert ddlint("check", *options, folder=repository.path).out == ""
    found = json.loads((tmp_path / "a.json").read_text())
    assert [each["verdict"] for each in found["findings"]] == ["grandfathered"] * 3
    assert found["summary"]["rules"]["DDT002"]["grandfathered"] == 3
    assert found["summary"]["found"] == {"error": 0, "warning": 0, "info": 0}


def test_what_nothing_may_waive_is_in_no_baseline(repository: History) -> None:
    repository.write("ddlint.toml", 'unwaivable = ["tag-not-a-string"]\n')
    ddlint("baseline", "write", folder=repository.path)
    assert lines(repository) == []
    repository.write("ddlint.toml", "")
    (repository.path / ".ddlint/baseline").unlink()
    ddlint("baseline", "write", folder=repository.path)
    repository.write("ddlint.toml", 'unwaivable = ["tag-not-a-string"]\n')
    assert ddlint("check", "--baseline", ".ddlint/baseline", folder=repository.path).code == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no baseline"),
        ("nonsense\n", "line 1"),
        ("# x\n\n0123\tDDT002\ta\n", "line 3"),
        (b"\xff\n", "line 1"),
    ],
)
def test_a_baseline_that_cannot_be_read_is_told(
    repository: History, content: str | bytes | None, said: str
) -> None:
    if content is not None:
        repository.place("known", content)
    called = ddlint("check", "--baseline", "known", folder=repository.path)
    assert called.code == 2
    assert said in called.err


def test_no_baseline_is_written_where_not_all_was_looked_at(repository: History) -> None:
    (repository.path / "a.yaml").unlink()
    called = ddlint("baseline", "write", folder=repository.path)
    assert called.code in {0, 3}
    assert (repository.path / ".ddlint/baseline").exists() == (called.code == 0)


FIRST_DAYS = '[effective_from]\ncommits = "2023-11-14"\nDDC001 = "2030-01-01"\n'


def test_commits_from_before_a_rule_s_day_are_grandfathered(repository: History) -> None:
    repository.commit("Oops").commit("nonsense: b")
    plain = ddlint("commits", "--all", "--format", "concise", folder=repository.path)
    assert len(plain.out.splitlines()) == 2
    repository.write("ddlint.toml", FIRST_DAYS)
    called = ddlint("commits", "--all", "--format", "concise", folder=repository.path)
    assert [line.split()[2] for line in called.out.splitlines()] == ["DDC002"]
    assert "1 grandfathered" in called.err


@pytest.mark.parametrize(
    "line", ['nonsense = "2030-01-01"', 'DDC001 = "soon"', 'DDC001 = ""', "DDC001 = 2030"]
)
def test_a_first_day_that_means_nothing_is_refused(repository: History, line: str) -> None:
    repository.write("ddlint.toml", f"[effective_from]\n{line}\n")
    assert ddlint("check", folder=repository.path).code == 2
