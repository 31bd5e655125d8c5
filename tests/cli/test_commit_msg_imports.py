"""The commit-msg hook on a message that is fine: what is imported, which is what it costs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ddlint.config import hook_cache
from ddlint.model.commit_policy import CommitPolicy

SRC = Path(__file__).resolve().parents[2] / "src"
CONFIG = b'[commits]\ntypes = ["feat"]\n'
PROGRAM = """
import os, sys  # as `site` does
before = set(sys.modules)
from ddlint.cli.start import main
code = main(["commit-msg", sys.argv[1]])
print(code, *sorted(set(sys.modules) - before))
"""
USUAL = {
    "ddlint", "ddlint.cli", "ddlint.cli.quick", "ddlint.cli.start",
    "ddlint.config", "ddlint.config.discovery", "ddlint.config.hook_cache",
    "ddlint.git", "ddlint.git.place",
    "ddlint.model", "ddlint.model.automatic", "ddlint.model.cleanup", "ddlint.model.commit_policy",
    "ddlint.model.header", "ddlint.model.revert", "ddlint.model.unfinished",
}  # fmt: skip
ASKING_GIT = {"ddlint.errors", "ddlint.git.command", "ddlint.git.process", "ddlint.git.settings"}
READING_FOOTERS = {
    "ddlint.model.footers", "ddlint.model.header_fault", "ddlint.model.message", "ddlint.model.near_miss",
}  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


def imported(repository: Path, message: str, code: int = 0) -> set[str]:
    (repository / "message").write_text(message)
    variables = {"PYTHONPATH": str(SRC), "XDG_CACHE_HOME": str(repository.parent), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-S", "-c", PROGRAM, "message"],
        cwd=repository,
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )
    found, *modules = done.stdout.split()
    assert int(found) == code, done.stderr
    return set(modules) - {"__future__"}


@pytest.mark.parametrize(
    "message",
    [
        "feat: x\n",
        "feat(api): x\n\nBody, with `code` and 3 numbers.\n\n- a list\n\nRefs: #12\n",
        "fix: x\n\n# Please enter the commit message for your changes.\n# Lines with '#' are ignored\n",
        "fixup! feat: x\n",
        "Merge branch 'main' into topic\n",
        "\n\nfeat: blank lines first\n",
    ],
)
def test_a_usual_message_costs_no_import_beyond_a_few_small_modules(repository: Path, message: str) -> None:
    assert imported(repository, message) <= USUAL


def test_with_a_configuration_that_is_known_it_costs_the_same(repository: Path) -> None:
    (repository / "ddlint.toml").write_bytes(CONFIG)
    hook_cache.write({"XDG_CACHE_HOME": str(repository.parent)}, CONFIG, CommitPolicy(frozenset({"feat"})))
    assert imported(repository, "feat: x\n") <= USUAL


def test_a_breaking_change_costs_the_parser(repository: Path) -> None:
    assert imported(repository, "feat: x\n\nBREAKING CHANGE: y\n") <= USUAL | READING_FOOTERS


def test_a_scissors_line_costs_a_call_of_git_and_no_more(repository: Path) -> None:
    scissors = "# ------------------------ >8 ------------------------\n"
    message = f"feat: x\n\nbody\n{scissors}diff --git a b\n+breaking change: y\n"
    assert imported(repository, message) <= USUAL | ASKING_GIT
