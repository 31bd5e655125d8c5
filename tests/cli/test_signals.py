"""A signal ends a run in order: the exit code says which, and nothing half-written stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from history import History
from support import ROOT

COMMITS = 600  # their findings fill a pipe that nobody reads: the run cannot end by itself


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> History:
    repo = History(tmp_path_factory.mktemp("signals") / "repository")
    return repo.commits(*(f"Add number {number}" for number in range(COMMITS)))


@pytest.fixture
def running(repo: History, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that has begun to write, and waits for somebody to read on."""
    words = ["commits", "--all", "--jobs", "2", "--output", f"json={tmp_path / 'report.json'}"]
    process = subprocess.Popen(
        [sys.executable, "-m", "ddlint", *words],
        cwd=repo.path,
        env={**repo.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    assert any(name.startswith(".report.json") for name in os.listdir(tmp_path))
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_signal_leaves_no_file_and_no_process(
    running: subprocess.Popen[bytes], tmp_path: Path, number: signal.Signals, code: int
) -> None:
    os.kill(running.pid, number)
    _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (code, b"ddlint: interrupted\n")
    assert os.listdir(tmp_path) == []
    assert is_gone(running.pid)


def is_gone(group: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
