"""The command line itself."""

from pathlib import Path

import pytest

from calling import ddlint
from ddlint import __version__
from ddlint.rules import load


def test_a_misspelt_command_is_answered_with_the_right_one(tmp_path: Path) -> None:
    called = ddlint("chekc", folder=tmp_path)
    assert called.code == 2
    assert "did you mean `ddlint check`?" in called.err


def test_no_command_prints_the_help_and_is_no_success(tmp_path: Path) -> None:
    called = ddlint(folder=tmp_path)
    assert called.code == 2
    assert "check" in called.err


def test_the_version_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        ddlint("--version", folder=tmp_path)
    assert raised.value.code == 0
    assert capsys.readouterr().out == f"ddlint {__version__}\n"


@pytest.mark.parametrize(
    "command", ["check", "commits", "commit-msg", "flux", "rules", "explain", "config", "demo"]
)
def test_every_command_has_help(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        ddlint(command, "--help", folder=tmp_path)
    assert raised.value.code == 0
    assert f"ddlint {command}" in capsys.readouterr().out


def test_every_rule_is_listed_and_explained_by_code_and_name(tmp_path: Path) -> None:
    listing = ddlint("rules", folder=tmp_path).out
    for rule in load():
        assert f"{rule.code}  " in listing
        by_code, by_name = (ddlint("explain", word, folder=tmp_path) for word in (rule.code, rule.name))
        assert by_code == by_name
        assert rule.summary in by_code.out


def test_settings_are_shown_with_their_origin(tmp_path: Path) -> None:
    (tmp_path / "ddlint.toml").write_text('fail_on = "info"\n')
    called = ddlint("config", "show", "--select", "markers", folder=tmp_path)
    assert called.code == 0
    assert 'fail_on = "info"  # ddlint.toml:1' in called.out
    assert "command line (--select)" in called.out


@pytest.mark.parametrize(
    ("words", "code"), [(("--version", "rules"), 0), (("--help", "rules"), 0), (("-q", "rules"), 2)]
)
def test_a_word_in_front_of_the_command_is_not_passed_over(
    words: tuple[str, ...], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        ddlint(*words, folder=tmp_path)
    assert raised.value.code == code
    assert "DDC001" not in capsys.readouterr().out
