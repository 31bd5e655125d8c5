"""Reading YAML alone, without rules: `read_yaml` against pulling the same texts' libyaml events."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence

from benchmarks.frame import Measure, Row, versus
from benchmarks.releases import helm_release
from ddlint.model.libyaml import event_parser
from ddlint.model.yaml_reading import read_yaml

FILES = 300
ROUNDS = 5


def events(texts: Sequence[str]) -> None:
    """What libyaml and its binding take, in the least of Python loops."""
    for text in texts:
        get = event_parser(text).get_event
        while get() is not None:
            pass


def reading(texts: Sequence[str]) -> None:
    """What ddlint takes."""
    for number, text in enumerate(texts):
        read_yaml(f"apps/{number}.yaml", text.encode())


def rows() -> Iterable[Row]:
    """One row; `check` is what has a limit."""
    texts = [helm_release(number) for number in range(FILES)]
    base, read = (Measure(work.__name__, seconds(work, texts), 0) for work in (events, reading))
    yield versus(read, base, label="read_yaml", note=f"{FILES} files")


def seconds(work: Callable[[Sequence[str]], None], texts: Sequence[str]) -> float:
    """Median wall time."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work(texts)
        times.append(time.perf_counter() - start)
    return statistics.median(times)
