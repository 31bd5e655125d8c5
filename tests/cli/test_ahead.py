"""git's walk over the whole history, begun before the options are read."""

import os
from pathlib import Path

import pytest

from ddlint.cli.ahead import begun
from ddlint.git.history import messages_in, pieces
from history import History


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """A repository with three commits, where this process is."""
    history = History(tmp_path / "repo")
    for number in range(3):
        history.commit(f"feat: number {number}")
    monkeypatch.chdir(history.path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    return history


@pytest.mark.usefixtures("history")
def test_the_walk_is_that_of_head() -> None:
    with begun() as walk:
        assert walk is not None
        found = [text for piece in pieces(walk, 1) for _, _, text, _ in messages_in(piece)]
    assert found == [f"feat: number {number}" for number in (2, 1, 0)]


@pytest.mark.usefixtures("history")
def test_a_walk_that_nobody_reads_leaves_nothing_behind() -> None:
    before = len(os.listdir("/proc/self/fd"))
    with begun() as walk:
        assert walk is not None
    assert len(os.listdir("/proc/self/fd")) == before


def test_without_a_repository_there_is_no_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with begun() as walk:
        assert walk is None
