"""The streams of a real process: closed, full, of another encoding; and what nobody foresaw."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from history import History
from support import ROOT

FULL = Path("/dev/full")


def shell(script: str, repo: History, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a line of sh in which `ddlint` is the command."""
    environ = {**repo.environ, "PYTHONPATH": str(ROOT / "src"), **variables}
    line = f"ddlint() {{ '{sys.executable}' -m ddlint \"$@\"; }}; {script}"
    return subprocess.run(
        ["/bin/sh", "-c", line], cwd=repo.path, env=environ, capture_output=True, text=True, check=False
    )


@pytest.fixture
def repo(tmp_path: Path) -> History:
    return History(tmp_path / "repository").commit("no type")


@pytest.mark.parametrize("closing", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["commits --all", "commits --all --output json=x.json", "check"])
def test_a_closed_stream_changes_no_verdict(repo: History, closing: str, command: str) -> None:
    called = shell(f"ddlint {command} {closing}", repo)
    assert called.returncode == (0 if command == "check" else 1)
    assert "Traceback" not in called.stderr


def test_what_belongs_on_a_closed_stderr_does_not_go_to_stdout(repo: History) -> None:
    called = shell("ddlint commits --all --format json 2>&-", repo)
    assert called.stdout.endswith("}}\n")


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    "command",
    ["commits --all", "commits --all --format sarif", "rules", "explain DDC001", "config show"],
)
def test_a_full_disk_is_no_finding(repo: History, command: str) -> None:
    called = shell(f"ddlint {command} > /dev/full", repo)
    assert (called.returncode, called.stderr) == (2, "ddlint: No space left on device\n")


@pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")
def test_a_full_disk_under_an_output_file_is_no_finding(repo: History) -> None:
    called = shell("ddlint commits --all --output json=/dev/full", repo)
    assert called.returncode == 2
    assert called.stderr == "ddlint: No space left on device\n"


@pytest.mark.parametrize("command", ["check", "commits", "commit-msg x", "rules"])
def test_a_folder_that_is_gone_is_no_finding(repo: History, command: str) -> None:
    called = shell(f'mkdir gone && cd gone && rmdir "$PWD" && ddlint {command} >/dev/null', repo)
    assert "Traceback" not in called.stderr
    assert called.returncode == (0 if command == "rules" else 2)


def test_a_hook_without_git_says_so(repo: History) -> None:
    repo.place("message", "no type\n")
    called = shell("ddlint commit-msg message", repo, PATH="/nowhere")
    assert called.returncode == 2
    assert called.stderr.startswith("ddlint: git is not installed")


def test_an_ascii_terminal_gets_ascii(repo: History) -> None:
    repo.place("message", "nö type\n")
    called = shell("ddlint commit-msg message", repo, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert called.returncode == 1
    assert "n\\xf6 type" in called.stderr


def test_a_crash_of_ddlint_itself_is_incomplete_and_no_finding(repo: History) -> None:
    code = (
        "import sys; from ddlint.cli import rules; from ddlint.cli.start import main\n"
        "def run(arguments, environment): raise RuntimeError('\\x1b[2J\\n::error::x')\n"
        "rules.run = run; sys.exit(main(['rules']))"
    )
    environ = {**repo.environ, "PYTHONPATH": str(ROOT / "src")}
    called = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False
    )
    assert called.returncode == 3
    assert called.stderr.startswith("ddlint crashed; please report it with these lines:\n  ----8<----\n")
    assert "RuntimeError: \\x1b[2J\n" in called.stderr
    assert not any(line.lstrip().startswith("::") for line in called.stderr.split("\n"))
    assert os.linesep not in called.stdout
