"""The replay of a long config history against `git log -p` of the same, and an audit of what is new."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.deployments import add_deployments, make_deployments
from benchmarks.frame import Command, Measure, Row, interleaved, tree_megabytes, versus

COMMITS = 100_000
NEW = 100
PEER = "git log -p -U0 --text"
ONE, FOUR = "replay, one process", "replay, four processes"
ALL_LIMIT, FOUR_LIMIT = 1.5, 0.7
MEMORY_LIMIT = 200  # MB
SECONDS = 1.0  # for NEW commits, on top of starting up
_REPLAY = "from benchmarks.replay_alone import main; main()"


def rows() -> Iterable[Row]:
    """Replay against git; memory; an audit that goes on."""
    with _repository() as folder:
        commands = [
            Command(PEER, ["git", "log", "-p", "-U0", "--text"], folder),
            Command(ONE, [sys.executable, "-c", _REPLAY, str(folder), "1"]),
            Command(FOUR, [sys.executable, "-c", _REPLAY, str(folder), "4"]),
        ]
        found = interleaved(commands, 1)
        yield versus(found[ONE], found[PEER], ALL_LIMIT, note=f"{COMMITS:,} commits")
        yield versus(found[FOUR], found[PEER], FOUR_LIMIT)
        most = tree_megabytes(commands[1])
        yield Row(
            "replay: memory", f"{most:.0f} MB", f"{MEMORY_LIMIT} MB", most / MEMORY_LIMIT, 1, "git's too"
        )
        yield from _going_on(folder)


def _going_on(folder: Path) -> Iterator[Row]:
    with TemporaryDirectory(prefix="ddlint-ledger-") as kept:
        ledger = os.path.join(kept, "l.sqlite")
        audit = [sys.executable, "-m", "ddlint", "audit", str(folder), "--no-config", "--ledger", ledger]
        subprocess.run([*audit, "-q"], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        add_deployments(folder, COMMITS, NEW)
        commands = [
            Command(f"audit, {NEW} new commits", [*audit, "-q"], accept=(0, 1)),
            Command("ddlint --version", [sys.executable, "-m", "ddlint", "--version"]),
        ]
        found = [*interleaved(commands, 1).values()]
        limit = Measure(f"{found[1].name} and 1 s", found[1].seconds + SECONDS, 0)
        yield versus(found[0], limit, 1)


@contextmanager
def _repository() -> Iterator[Path]:
    named = os.environ.get("DDLINT_BENCH_DEPLOYMENTS")
    with TemporaryDirectory(prefix="ddlint-deployments-") as folder:
        if named:
            subprocess.run(["git", "clone", "-q", "--bare", named, folder], check=True)
        else:
            make_deployments(Path(folder), COMMITS)
        yield Path(folder)
