"""`action.yml`: valid, without rights, and its steps do what they say under bash."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ci.schemas import faults, load
from history import History
from support import ROOT

ACTION = load((ROOT / "action.yml").read_text("utf-8"))
INSTALL, GATE = ACTION["runs"]["steps"]
BAD = "image:\n  repository: eu.gcr.io/acme/api\n  tag: 2.10\n"
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")


def test_it_is_what_github_reads() -> None:
    assert faults("github-actions", ACTION) == []


def test_it_runs_nothing_that_would_have_to_be_pinned() -> None:
    assert [step for step in ACTION["runs"]["steps"] if "uses" in step] == []


def test_no_input_becomes_a_part_of_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]


def test_every_input_is_used_and_told_in_the_docs() -> None:
    used = set(re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text("utf-8")))
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    assert used == set(ACTION["inputs"])
    assert set(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)) == used


class Runner:
    """As much of a runner of GitHub as the steps see."""

    def __init__(self, folder: Path, history: History) -> None:
        self.folder = folder
        self.history = history
        for name in ("output", "summary.md"):
            (folder / name).touch()
        # isolated as it is asked, it would find the ddlint that is installed, not the one that is tested
        self.program("temp/ddlint/bin/python", f'[ "$1" = -I ] && shift && exec "{sys.executable}" "$@"')

    def program(self, name: str, line: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/usr/bin/env bash\n{line}\n")
        path.chmod(0o755)
        return path

    def event(self, event: dict[str, Any]) -> None:
        (self.folder / "event.json").write_text(json.dumps(event))

    def run(self, step: Any, name: str = "pull_request", **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run a step as the runner does (`shell: bash`), with the defaults of the inputs and `inputs`."""
        values = {key: one["default"] for key, one in ACTION["inputs"].items()} | {
            key.replace("_", "-"): value for key, value in inputs.items()
        }
        filled = {
            key: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: values[match[1]], value)
            for key, value in step.get("env", {}).items()
        }
        variables = {
            **self.history.environ,
            **filled,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "RUNNER_TEMP": str(self.folder / "temp"),
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
        }
        script = self.folder / "step.sh"
        script.write_text(step["run"])
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.history.path,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = History(tmp_path / "config").commit("feat: a").branch("topic")
    return found.write("bad.yaml", BAD).commit("feat: b")


@pytest.fixture
def runner(tmp_path: Path, history: History) -> Runner:
    (tmp_path / "runner").mkdir()
    found = Runner(tmp_path / "runner", history)
    repository = {"full_name": "acme/config"}
    pull = {
        "number": 7,
        "title": "feat: b",
        "user": {"login": "ada"},
        "base": {"sha": history.oid("main"), "ref": "main", "repo": repository},
        "head": {"sha": history.oid("topic"), "ref": "topic", "repo": repository},
    }
    found.event({"pull_request": pull})
    return found


def test_a_pull_request_is_judged_annotated_and_summed_up(runner: Runner) -> None:
    done = runner.run(GATE)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=bad.yaml,line=3,")
    assert (runner.folder / "output").read_text() == "exit-code=1\n"
    assert "1 error" in (runner.folder / "summary.md").read_text()


def test_inputs_become_options(runner: Runner, tmp_path: Path) -> None:
    files = f"sarif={tmp_path}/a b.sarif\n\njson={tmp_path}/found.json\n"
    done = runner.run(
        GATE, outputs=files, summary="false", arguments="--ignore\ntag-not-a-string\n", fail_on="info"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "a b.sarif").read_text())["runs"]
    assert json.loads((tmp_path / "found.json").read_text())["findings"] == []
    assert (runner.folder / "summary.md").read_text() == ""
    assert (runner.folder / "output").read_text() == "exit-code=0\n"


@pytest.mark.parametrize("words", ["$(touch pwned)", "`touch pwned`", "'; touch pwned; '", "--explain; x"])
def test_inputs_are_never_run(runner: Runner, words: str) -> None:
    done = runner.run(GATE, arguments=words, fail_on=words, config=words, outputs=words)
    assert done.returncode == 2
    assert not (runner.history.path / "pwned").exists()


def test_a_shallow_checkout_exits_with_3_and_the_lines_to_change(runner: Runner, tmp_path: Path) -> None:
    runner.history = runner.history.clone(
        tmp_path / "clone", "--depth", "1", "--no-local", "--branch", "topic"
    )
    done = runner.run(GATE)
    assert done.returncode == 3
    assert "::error title=ddlint could not run::" in done.stdout
    assert "with: { fetch-depth: 0 }" in done.stdout
    assert (runner.folder / "output").read_text() == "exit-code=3\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a checkout to another user")
def test_a_checkout_of_another_user_is_judged_as_in_a_job_with_a_container(runner: Runner) -> None:
    os.chown(runner.history.path, 1234, 1234)
    os.chown(runner.history.path / ".git", 1234, 1234)
    done = runner.run(GATE)
    assert done.returncode == 1, done.stdout
    assert "safe.directory" not in done.stdout


def test_the_configuration_of_the_user_still_counts(runner: Runner, tmp_path: Path) -> None:
    own = tmp_path / "own.gitconfig"
    own.write_text("[core]\n\tbigFileThreshold = 12345\n")
    runner.history.environ["GIT_CONFIG_GLOBAL"] = str(own)
    runner.run(GATE)
    written = str(runner.folder / "temp" / "ddlint" / "gitconfig")
    asked = runner.history.git("config", "--get", "core.bigFileThreshold", GIT_CONFIG_GLOBAL=written)
    assert asked == b"12345\n"


def test_an_old_python_is_told(runner: Runner) -> None:
    old = runner.program("old", "exit 1")
    done = runner.run(INSTALL, python=str(old))
    assert done.returncode == 2
    assert "::error title=ddlint could not run::It needs Python 3.11 or newer" in done.stdout


def test_no_module_of_the_checkout_is_imported(runner: Runner) -> None:
    """Every call of Python is isolated: else a `venv.py` of the pull request would stand in for the gate."""
    log = runner.folder / "calls"
    python = runner.program("python", f'echo "$@" >> "{log}"')
    runner.program("temp/ddlint/bin/python", f'echo "$@" >> "{log}"')
    assert runner.run(INSTALL, python=str(python)).returncode == 0
    calls = log.read_text().splitlines()
    assert [call.split()[0] for call in calls] == ["-I", "-I", "-I"]
    assert calls[1].split()[1:3] == ["-m", "venv"]
    assert calls[2].endswith(f"--constraint {ROOT}/constraints.txt {ROOT}")
