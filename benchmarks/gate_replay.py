"""`python -m benchmarks.gate_replay REPO [COUNT]`: the gate on the last changes, and what it finds in them.

Each first-parent commit counts as a change that was merged: its parent is the base, it is the head. What is
printed is a table by rule: findings, changes with findings, and an example of each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

_PROCESSES = 4
_GATE = (sys.executable, "-m", "ddlint", "ci", "--no-config", "--format", "json", "--no-progress")


@dataclass(frozen=True, slots=True)
class Judged:
    """What the gate said of a change.

    Attributes:
        commit: the head.
        code: the exit code.
        findings: what the change introduces, as JSON tells it.
        there: how many findings were there before.
    """

    commit: str
    code: int
    findings: list[dict[str, str]]
    there: int


def main(words: list[str]) -> int:
    """Replay, and print the table."""
    folder, count = words[0], int(words[1]) if len(words) > 1 else 300
    changes = [*_changes(folder, count)]
    with ThreadPoolExecutor(_PROCESSES) as pool:
        judged = [*pool.map(lambda pair: _judge(folder, *pair), changes)]
    _print(judged)
    return 0


def _changes(folder: str, count: int) -> Iterator[tuple[str, str]]:
    asked = ["git", "rev-list", "--first-parent", "--parents", f"--max-count={count}", "HEAD"]
    for line in subprocess.run(
        asked, cwd=folder, capture_output=True, text=True, check=True
    ).stdout.splitlines():
        head, *parents = line.split(" ")
        if parents:
            yield parents[0], head


def _judge(folder: str, base: str, head: str) -> Judged:
    done = subprocess.run(
        [*_GATE, "--base", base, "--head", head],
        cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip
    try:
        told = json.loads(done.stdout)["findings"]
    except ValueError:
        told = [{"verdict": "found", "code": "-", "name": "no answer", "message": done.stderr.strip()[-300:]}]
    found = [each for each in told if each["verdict"] == "found"]
    there = sum(1 for each in told if each["verdict"] == "grandfathered")
    return Judged(head, done.returncode, found, there)


def _print(judged: list[Judged]) -> None:
    codes = Counter(each.code for each in judged)
    print(f"{len(judged)} changes; exit codes: {dict(sorted(codes.items()))}")
    findings: Counter[str] = Counter()
    changes: Counter[str] = Counter()
    examples: dict[str, list[str]] = defaultdict(list)
    for each in judged:
        names = [f"{found['code']} {found['name']}" for found in each.findings]
        findings.update(names)
        changes.update(set(names))
        for name, found in zip(names, each.findings, strict=True):
            examples[name].append(f"{each.commit[:10]}: {found['message']}")
    for name, count in findings.most_common():
        print(f"{name}: {count} in {changes[name]} changes")
        for example in examples[name][:: max(1, len(examples[name]) // 4)][:4]:
            print(f"    {example[:240]}")
    print(f"were there before: {sum(each.there for each in judged)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
