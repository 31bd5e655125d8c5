"""Iterating a whole history through the gateway, against `git log --format=%B` in the same rounds."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from resource import RUSAGE_SELF, getrusage

from benchmarks.frame import Measure, Row, versus
from benchmarks.histories import long_history
from ddlint.git import history
from ddlint.git.repository import Repository, open_repository

LIMIT = 1.15
ROUNDS = 7


def floor(repository: Repository) -> None:
    """What git itself takes to print every message."""
    command = ["git", "-C", repository.git.cwd, "log", "--format=%B", "HEAD"]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def messages(repository: Repository) -> None:
    """The text of every message."""
    for batch in history.batches(repository, [repository.head() or ""]):
        for commit in batch:
            len(commit.message)


def fields(repository: Repository) -> None:
    """The text of every message, whether it is a merge, and the author with the time."""
    for commit in history.commits(repository, [repository.head() or ""]):
        commit.message, commit.is_merge, commit.author  # noqa: B018


def rows() -> Iterable[Row]:
    """One row for what is read of each commit."""
    with long_history() as path:
        repository = open_repository(path, os.environ)
        base, *found = measured((floor, messages, fields), repository)
        count = sum(map(len, history.batches(repository, [repository.head() or ""])))
    base = replace(base, name="git log --format=%B")
    for measure in found:
        note = f"{count} commits, {measure.megabytes:.0f} MB"
        yield versus(measure, base, LIMIT, f"history: {measure.name}", note)


def measured(works: Iterable[Callable[[Repository], None]], repository: Repository) -> list[Measure]:
    """Median wall time of each, taken in turn; the memory is this process's."""
    spent: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for work in works:
            start = time.perf_counter()
            work(repository)
            spent.setdefault(work.__name__, []).append(time.perf_counter() - start)
    memory = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    return [Measure(name, statistics.median(times), memory) for name, times in spent.items()]
