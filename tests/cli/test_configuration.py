"""The options that say where the configuration comes from, and what is printed of it."""

from pathlib import Path

import pytest

from calling import ddlint


@pytest.fixture
def apps(tmp_path: Path) -> Path:
    """A folder in a repository whose top has a configuration."""
    (tmp_path / ".git" / "objects").mkdir(parents=True)
    (tmp_path / ".git" / "refs").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (tmp_path / "ddlint.toml").write_text('fail_on = "info"\n')
    folder = tmp_path / "apps"
    folder.mkdir()
    return folder


def test_a_file_above_is_found(apps: Path) -> None:
    assert 'fail_on = "info"  # ../ddlint.toml:1\n' in ddlint("config", "show", folder=apps).out


def test_a_file_can_be_named(apps: Path) -> None:
    (apps / "other.toml").write_text('fail_on = "warning"\n')
    shown = ddlint("config", "show", "--config", "other.toml", folder=apps).out
    assert 'fail_on = "warning"  # other.toml:1\n' in shown


@pytest.mark.parametrize("table", ["[tool.ddlint]\n", "[tool]\nddlint.", '[tool.ddlint]\nselect = ["all"]\n'])
@pytest.mark.parametrize("words", [("config", "show"), ("rules",), ("check", "--all-files")])
def test_a_pyproject_configures_every_command(apps: Path, table: str, words: tuple[str, ...]) -> None:
    (apps / "pyproject.toml").write_text(f'{table}fail_on = "warning"\n')
    called = ddlint(*words, folder=apps)
    assert called.code == 0
    if "show" in words:
        assert 'fail_on = "warning"  # pyproject.toml:' in called.out


def test_files_can_be_left_aside(apps: Path) -> None:
    assert 'fail_on = "error"  # default\n' in ddlint("config", "show", "--no-config", folder=apps).out


def test_a_mistake_is_told_with_its_line_and_what_was_meant(apps: Path) -> None:
    (apps / "ddlint.toml").write_text('\nfail_no = "info"\n')
    called = ddlint("config", "show", folder=apps)
    assert called.code == 2
    assert called.err == "ddlint: ddlint.toml:2: unknown key 'fail_no'\n  did you mean 'fail_on'?\n"


def test_the_name_of_a_folder_does_not_reach_the_terminal_raw(apps: Path) -> None:
    folder = apps / "\x1b[2J\n"
    folder.mkdir()
    (folder / "ddlint.toml").write_text("x = 1\n")
    below = folder / "below"
    below.mkdir()
    called = ddlint("config", "show", "--config", str(folder / "ddlint.toml"), folder=below)
    assert "\\x1b[2J\\n" in called.err
    assert "\x1b" not in called.err
    (folder / "ddlint.toml").write_text("")
    assert "\x1b" not in ddlint("config", "show", "--config", str(folder / "ddlint.toml"), folder=below).out


@pytest.mark.parametrize(
    ("config", "words", "place"),
    [
        ('\nselect = [\n"all",\n"comits"]', (), "ddlint.toml:4: "),
        ('ignore = ["comits"]', (), "ddlint.toml:1: "),
        ('[severity]\ncomits = "info"', (), "ddlint.toml:2: "),
        (
            '[[overrides]]\npaths = ["a"]\n[[overrides]]\npaths = ["b"]\nignore = ["comits"]',
            (),
            "ddlint.toml:5: ",
        ),
        ('select = ["commits"]', ("--select", "comits"), "--select: "),
        ('ignore = ["commits"]', ("--ignore", "comits"), "--ignore: "),
    ],
)
def test_a_selector_that_names_nothing_is_told_with_its_place(
    apps: Path, config: str, words: tuple[str, ...], place: str
) -> None:
    (apps / "ddlint.toml").write_text(config)
    called = ddlint("check", *words, folder=apps)
    assert called.code == 2
    assert called.err.startswith(f"ddlint: {place}no rule, area or code is called 'comits'\n")
    assert "did you mean 'commits'?" in called.err
