"""What `ddlint ci` writes where: by itself on GitHub Actions, and as it is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from calling import Called, ddlint
from ddlint.output import FORMATS
from ddlint.output.markdown import MARK
from history import History

BAD = "image:\n  repository: eu.gcr.io/acme/api\n  tag: 2.10\n"


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = History(tmp_path / "config").commit("feat: a").branch("topic")
    return found.write("bad.yaml", BAD).commit("feat: b")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    found = tmp_path / "summary.md"
    found.write_text("before\n")
    return found


def on_github(history: History, page: Path, *words: str, base: str = "main") -> Called:
    variables = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(page)}
    return ddlint("ci", "--base", base, *words, folder=history.path, **variables)


def test_on_github_it_annotates_and_adds_to_the_summary(history: History, page: Path) -> None:
    called = on_github(history, page)
    assert called.code == 1
    assert called.out.startswith("::error file=bad.yaml,line=3,")
    assert page.read_text().startswith(f"before\n{MARK}\n### ddlint: 1 error\n")


def test_elsewhere_it_does_neither(history: History, page: Path) -> None:
    called = ddlint("ci", "--base", "main", folder=history.path, GITHUB_STEP_SUMMARY=str(page))
    assert called.out.startswith("error[DDT002]")
    assert page.read_text() == "before\n"


def test_another_format_leaves_the_summary(history: History, page: Path) -> None:
    assert on_github(history, page, "--format", "concise").out.startswith("bad.yaml:3:8: error")
    assert MARK in page.read_text()


def test_the_summary_can_be_declined(history: History, page: Path) -> None:
    on_github(history, page, "--no-summary")
    assert page.read_text() == "before\n"


def test_a_table_that_goes_elsewhere_takes_the_place_of_the_summary(history: History, page: Path) -> None:
    other = page.with_name("comment.md")
    on_github(history, page, "--output", f"markdown={other}")
    assert page.read_text() == "before\n"
    assert MARK in other.read_text()


def test_a_second_command_of_a_step_adds_to_the_page(history: History, page: Path) -> None:
    for _ in range(2):
        on_github(history, page, "--output", f"markdown={page}")
    assert page.read_text().count(MARK) == 2


def test_a_page_that_cannot_be_written_does_not_stop_the_gate(history: History, page: Path) -> None:
    called = on_github(history, page.parent / "none" / "page.md")
    assert called.code == 1
    assert "no summary of the job" in called.err


def test_why_it_could_not_run_is_annotated(history: History, page: Path) -> None:
    called = on_github(history, page, base="nonsense")
    assert called.code == 3
    assert called.out.startswith("::error title=ddlint could not run::")
    assert page.read_text() == "before\n"
    assert on_github(history, page, "--format", "json", base="nonsense").out == ""


def test_all_outputs_at_once(history: History, tmp_path: Path, page: Path) -> None:
    files = {form: tmp_path / f"out.{form}" for form in FORMATS}
    words = [word for form, path in files.items() for word in ("--output", f"{form}={path}")]
    assert on_github(history, page, *words).code == 1
    assert all("DDT002" in path.read_text() for path in files.values())


def test_nothing_of_a_repository_commands_the_runner(history: History, page: Path, tmp_path: Path) -> None:
    hostile = "::error::x%0A::add-mask::y \x1b[2J\u202e <img src=x> | ##[error]z @octocat"
    history.place(f"{hostile}.yaml", BAD).git("add", "--all")
    for number in range(12):
        history.commit(f"{hostile} {number}\n\n::warning::body\r::stop-commands::x")
    files = {form: tmp_path / f"out.{form}" for form in FORMATS}
    words = [word for form, path in files.items() for word in ("--output", f"{form}={path}")]
    called = on_github(history, page, *words)
    assert called.code == 1
    commands = [line for line in called.out.splitlines() if re.match(r"\s*::|.*##[a-z]*\[", line)]
    assert all(re.match(r"::(error|notice|group|endgroup)[ :]", line) for line in commands)
    assert not re.search(r"^\s*::|##[a-z]*\[", called.err, re.MULTILINE)
    for path in (page, *files.values()):
        text = path.read_text("utf-8")
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "<img" not in page.read_text()
    assert json.loads(files["sarif"].read_text())["runs"][0]["results"]
