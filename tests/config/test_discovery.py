"""Where a configuration is looked for."""

import os
from pathlib import Path

import pytest

from ddlint.config.discovery import candidates


def found(folder: Path, top: Path | None) -> list[str]:
    return [path for path, _ in candidates(str(folder), None if top is None else str(top))]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "repo" / "apps").mkdir(parents=True)
    (tmp_path / "ddlint.toml").write_text("")
    return tmp_path / "repo"


def test_the_search_ends_at_the_top_of_the_repository(tree: Path) -> None:
    assert found(tree / "apps", tree) == []


def test_the_nearest_file_comes_first(tree: Path) -> None:
    (tree / "ddlint.toml").write_text("")
    (tree / "apps" / "ddlint.toml").write_text("")
    assert found(tree / "apps", tree) == [str(tree / "apps" / "ddlint.toml"), str(tree / "ddlint.toml")]


def test_outside_a_repository_only_the_folder_itself_counts(tree: Path) -> None:
    (tree / "ddlint.toml").write_text("")
    assert found(tree / "apps", None) == []
    assert found(tree, None) == [str(tree / "ddlint.toml")]


def test_its_own_file_wins_over_the_shared_one(tree: Path) -> None:
    (tree / "pyproject.toml").write_text("[tool.ddlint]\n")
    (tree / "ddlint.toml").write_text("")
    assert found(tree, tree) == [str(tree / "ddlint.toml"), str(tree / "pyproject.toml")]


def test_a_shared_file_that_never_mentions_ddlint_is_none(tree: Path) -> None:
    (tree / "pyproject.toml").write_text("[tool.ruff]\n")
    assert found(tree, tree) == []


def test_a_file_that_cannot_be_read_is_not_taken_for_absent(tree: Path) -> None:
    (tree / "ddlint.toml").mkdir()
    with pytest.raises(OSError, match="directory"):
        found(tree, tree)


@pytest.mark.parametrize("name", ["ddlint.toml", "pyproject.toml"])
def test_a_link_to_nowhere_is_not_taken_for_absent(tree: Path, name: str) -> None:
    (tree / name).symlink_to("nowhere")
    with pytest.raises(FileNotFoundError):
        found(tree, tree)


@pytest.mark.parametrize("name", ["ddlint.toml", "pyproject.toml"])
def test_what_would_never_end_is_not_read(tree: Path, name: str) -> None:
    os.mkfifo(tree / name)
    with pytest.raises(OSError, match="not a regular file"):
        found(tree, tree)
    (tree / name).unlink()
    (tree / name).symlink_to("/dev/zero")
    with pytest.raises(OSError, match="not a regular file"):
        found(tree, tree)
