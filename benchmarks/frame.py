"""The frame of every benchmark: commands timed in interleaved rounds, compared as ratios within one run.

Absolute times drift with the machine; a ratio of medians taken in the same rounds hardly does.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Command:
    """Something to time.

    Attributes:
        name: how the table calls it.
        words: program and arguments.
        folder: where it runs.
        variables: environment variables on top of this process's.
        accept: exit codes that mean that it did its job.
        report: the file that its output goes to; None: nowhere.
    """

    name: str
    words: Sequence[str]
    folder: Path | None = None
    variables: Mapping[str, str] | None = None
    accept: tuple[int, ...] = (0,)
    report: Path | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What a command cost: median wall time in seconds, greatest resident memory of one process in MB."""

    name: str
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        what: what was measured.
        measured: its value, with the unit.
        peer: what it is held against, with its value.
        ratio: measured by peer; None where there is nothing to divide.
        limit: the greatest ratio that is good enough; None for a comparison without a limit.
        note: what a reader must know, such as why a peer is missing.
    """

    what: str
    measured: str
    peer: str
    ratio: float | None
    limit: float | None = None
    note: str = ""

    @property
    def met(self) -> str:
        """`yes`, `NO`, or empty where there is no limit or nothing was measured."""
        if self.ratio is None or self.limit is None:
            return ""
        return "yes" if self.ratio <= self.limit else "NO"


def interleaved(commands: Sequence[Command], rounds: int) -> dict[str, Measure]:
    """Run every command once per round, in turn, after one round that only warms caches.

    Raises:
        RuntimeError: a command failed; its error output is in the message.
    """
    for command in commands:
        _checked(command)
    seconds: dict[str, list[float]] = {command.name: [] for command in commands}
    memory: dict[str, float] = dict.fromkeys(seconds, 0.0)
    for _ in range(rounds):
        for command in commands:
            wall, megabytes = _once(command)
            seconds[command.name].append(wall)
            memory[command.name] = max(memory[command.name], megabytes)
    return {name: Measure(name, statistics.median(values), memory[name]) for name, values in seconds.items()}


def versus(what: Measure, peer: Measure, limit: float | None = None, label: str = "", note: str = "") -> Row:
    """The row that compares two measures of one run by wall time."""
    return Row(
        label or what.name,
        _milliseconds(what),
        f"{peer.name} {_milliseconds(peer)}",
        what.seconds / peer.seconds,
        limit,
        note,
    )


def table(rows: Iterable[Row]) -> str:
    """The rows as text in columns."""
    heading = ("what", "measured", "against", "ratio", "limit", "met", "note")
    lines = [heading, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    limit = "" if row.limit is None else f"{row.limit:g}"
    return row.what, row.measured, row.peer, ratio, limit, row.met, row.note


def _milliseconds(measure: Measure) -> str:
    return f"{measure.seconds * 1000:.1f} ms"


def _once(command: Command) -> tuple[float, float]:
    """Wall seconds, and the greatest resident set of the process itself or of one it waited for, in MB."""
    started = time.perf_counter()
    process = _started(command)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    return wall, usage.ru_maxrss / 1024


def tree_megabytes(command: Command) -> float:
    """The greatest memory that the command and all processes it starts had together, shared pages once.

    Sampled every few milliseconds; 0 where the system does not tell.
    """
    process = _started(command)
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_proportional_megabytes, _tree(process.pid))))
        time.sleep(0.002)
    return most


def _started(command: Command) -> subprocess.Popen[bytes]:
    with open(command.report or os.devnull, "wb") as output:
        return subprocess.Popen(
            command.words,
            cwd=command.folder,
            env=_environment(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
        )


def _tree(process: int) -> list[int]:
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        children = []
    return [process, *(each for child in children for each in _tree(int(child)))]


def _proportional_megabytes(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _checked(command: Command) -> None:
    done = subprocess.run(
        command.words,
        cwd=command.folder,
        env=_environment(command),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode not in command.accept:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()[-2000:]
        raise RuntimeError(f"{command.name}: exit {done.returncode}\n{said}")


def _environment(command: Command) -> dict[str, str]:
    return {**os.environ, **(command.variables or {})}
