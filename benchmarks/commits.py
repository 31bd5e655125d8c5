"""`ddlint commits --all` on a long history, whole process, against `git log --format=%B` and `committed`."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.frame import Command, Row, interleaved, tree_megabytes, versus
from benchmarks.histories import long_history
from benchmarks.installed import NotInstalled, ddlint, python_environment

ROUNDS = 9
LIMIT = 1.5
MEGABYTES = 150
GIT = "git log --format=%B"
PEER = "committed"


def rows() -> Iterator[Row]:
    """Time with every rule on, the report written to a file; and the memory of all its processes together."""
    own = ddlint() / "ddlint"
    with long_history() as history, TemporaryDirectory(prefix="ddlint-report-") as folder:
        lint = (str(own), "commits", "--all", "--format", "concise", "--no-config")
        command = Command("commits --all", lint, history, accept=(0, 1), report=Path(folder) / "report")
        commands = [Command(GIT, ("git", "log", "--format=%B"), history), command]
        missing = list(_add_peer(commands, history, Path(folder) / "clone"))
        measured = interleaved(commands, ROUNDS)
        note = f"{_count(history)} commits"
        yield versus(measured[command.name], measured[GIT], LIMIT, note=note)
        if PEER in measured:
            yield versus(measured[command.name], measured[PEER], 1.0)
        yield from missing
        memory = tree_megabytes(command)
        yield Row(
            "commits --all: memory, all",
            f"{memory:.0f} MB",
            f"{MEGABYTES} MB",
            memory / MEGABYTES,
            1,
            "git's too",
        )


def _add_peer(commands: list[Command], history: Path, clone: Path) -> Iterable[Row]:
    """Add `committed`, which works in no bare repository: it gets a clone that shares the objects."""
    try:
        program = python_environment(PEER, [PEER]) / PEER
    except NotInstalled as error:
        return [Row("commits --all", "", PEER, None, None, f"not installed: {error}")]
    root = _git(history, "rev-list", "--max-parents=0", "HEAD").split()[-1]
    _git(history, "clone", "--quiet", "--shared", "--no-checkout", ".", str(clone))
    commands.append(Command(PEER, (str(program), f"{root}..HEAD"), clone, accept=(0, 1)))
    return []


def _count(history: Path) -> str:
    return _git(history, "rev-list", "--count", "HEAD").strip()


def _git(history: Path, *args: str) -> str:
    return subprocess.run(["git", *args], cwd=history, capture_output=True, text=True, check=True).stdout
