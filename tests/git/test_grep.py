"""Which files hold a word, whatever the repository's configuration says."""

import os
from pathlib import Path

import pytest

from ddlint.git.grep import holding
from ddlint.git.repository import open_repository
from history import History


@pytest.fixture
def repo(tmp_path: Path) -> History:
    made = History(tmp_path / "config").write("a/one.tf", "trigger\n").write("two.tf", "other\n")
    return made.write("three é.tf", "x trigger y\n").commit("feat: files")


def test_tracked_files_with_a_word(repo: History) -> None:
    repo.place("untracked.tf", "trigger\n")
    repository = open_repository(repo.path, os.environ)
    assert holding(repository, ["trigger"]) == ["a/one.tf", "three é.tf"]
    assert holding(repository, ["nothing", "(", "-e"]) == []


def test_no_setting_of_the_repository_changes_the_answer(repo: History) -> None:
    settings = (
        "[color]\n\tgrep = always\n[grep]\n\tpatternType = perl\n\tlineNumber = true\n\tcolumn = true\n"
    )
    with (repo.path / ".git" / "config").open("a") as file:
        file.write(settings)
    repository = open_repository(repo.path, os.environ)
    assert holding(repository, ["trigger"]) == ["a/one.tf", "three é.tf"]
