"""How long iterating a whole history takes, as a ratio to `git log --format=%B` in the same run.

python -m benchmarks.history_stream REPOSITORY [ROUNDS]
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from ddlint.git import history
from ddlint.git.repository import Repository, open_repository


def floor(repository: Repository) -> int:
    command = ["git", "-C", repository.git.cwd, "log", "--format=%B", "HEAD"]
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=True).returncode


def raw(repository: Repository) -> int:
    return sum(len(batch) for batch in history.batches(repository, [repository.head() or ""]))


def messages(repository: Repository) -> int:
    found = history.batches(repository, [repository.head() or ""])
    return sum(len(commit.message) for batch in found for commit in batch)


def fields(repository: Repository) -> int:
    total = 0
    for commit in history.commits(repository, [repository.head() or ""]):
        total += len(commit.message) + commit.is_merge + (commit.author.time or 0)
    return total


def median(work: Callable[[Repository], int], repository: Repository, rounds: int) -> float:
    def once() -> float:
        start = time.perf_counter()
        work(repository)
        return time.perf_counter() - start

    return statistics.median(once() for _ in range(rounds))


def main() -> None:
    repository = open_repository(sys.argv[1], os.environ)
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    base = median(floor, repository, rounds)
    print(f"{raw(repository)} commits, median of {rounds}")
    print(f"{'git log --format=%B':24} {base * 1000:7.0f} ms  1.00")
    for work in (raw, messages, fields):
        spent = median(work, repository, rounds)
        print(f"{work.__name__:24} {spent * 1000:7.0f} ms  {spent / base:.2f}")


if __name__ == "__main__":
    main()
