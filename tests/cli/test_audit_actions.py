"""The actions of `ddlint audit` are found by the first word, and each helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.scene import fill
from calling import ddlint
from ddlint.audit.store_file import opened


def test_a_question_on_the_command_line(tmp_path: Path) -> None:
    with opened(tmp_path / "a.sqlite") as store:
        fill(store)
    answer = ddlint("audit", "query", "a.sqlite", "running", "acme", "2023-11-18", folder=tmp_path)
    assert (answer.code, answer.err) == (0, "")
    assert "v1.0.0" in answer.out


def test_options_may_stand_between_words(tmp_path: Path) -> None:
    with opened(tmp_path / "a.sqlite") as store:
        fill(store)
    words = ("a.sqlite", "--format", "csv", "running", "--service", "backend", "acme")
    assert "v1.1.1" in ddlint("audit", "query", *words, folder=tmp_path).out


def test_what_cannot_be_answered_exits_2(tmp_path: Path) -> None:
    answer = ddlint("audit", "query", "a.sqlite", "running", "acme", folder=tmp_path)
    assert answer.code == 2
    assert "there is no ledger" in answer.err


@pytest.mark.parametrize("action", ["query", "verify", "diff"])
def test_actions_help(tmp_path: Path, action: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        ddlint("audit", action, "--help", folder=tmp_path)
    assert caught.value.code == 0
    assert f"usage: ddlint audit {action}" in capsys.readouterr().out
