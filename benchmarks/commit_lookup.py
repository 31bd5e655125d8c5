"""The commits of 10,000 tags looked up at once, against git saying the same to nobody."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.frame import Measure, Row, versus
from benchmarks.histories import long_history
from ddlint.git.commit_lookup import Wanted, look_up
from ddlint.git.process import Stream
from ddlint.git.repository import open_repository

IDS = 10_000
ROUNDS = 5
LIMIT = 3.0
PROCESSES = 8


def rows() -> Iterator[Row]:
    """Time, and processes, for many ids and for one."""
    with long_history() as folder:
        every = _git(folder, "rev-list", "--max-count", str(IDS), "HEAD").decode().split()
        short = [oid[:10] for oid in every] + [f"{number:010x}" for number in range(IDS - len(every))]
        ours, peer = _interleaved(lambda: _ours(folder, short), lambda: _peer(folder, short, every))
        yield versus(ours, peer, LIMIT, f"look up {len(short):,} commit ids")
        count = _processes(lambda: _ours(folder, short))
        yield Row(
            f"git processes for {len(short):,} ids",
            str(count),
            f"for one id {_processes(lambda: _ours(folder, short[:1]))}; {PROCESSES} at most",
            count / PROCESSES,
            1.0,
        )


def _ours(folder: Path, ids: list[str]) -> None:
    wanted = Wanted("engine", ".", "", lambda name: name.startswith("release-v"))
    look_up(open_repository(folder, os.environ), ids, wanted)


def _peer(folder: Path, short: list[str], every: list[str]) -> None:
    """What git has to do at least: find the ids, walk the history, read the commits."""
    _git(folder, "cat-file", "--batch-check", "--buffer", data="\n".join(short) + "\n")
    _git(folder, "rev-list", "--parents", "--timestamp", "HEAD")
    _git(folder, "cat-file", "--batch", "--buffer", data="\n".join(every) + "\n")


def _git(folder: Path, *words: str, data: str = "") -> bytes:
    return subprocess.run(
        ["git", *words], cwd=folder, input=data.encode(), capture_output=True, check=True
    ).stdout


def _interleaved(ours: Callable[[], None], peer: Callable[[], None]) -> tuple[Measure, Measure]:
    times: dict[str, list[float]] = {"ddlint": [], "git alone": []}
    for _ in range(ROUNDS):
        for name, work in (("ddlint", ours), ("git alone", peer)):
            started = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - started)
    first, second = (Measure(name, statistics.median(found), 0.0) for name, found in times.items())
    return first, second


def _processes(work: Callable[[], None]) -> int:
    started = 0
    real = Stream.start

    def counting(stream: Stream) -> None:
        nonlocal started
        started += 1
        real(stream)

    Stream.start = counting  # type: ignore[method-assign, assignment]
    try:
        work()
    finally:
        Stream.start = real  # type: ignore[method-assign]
    return started
