"""A progress bar on stderr, for runs that take over a second in front of a person."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ddlint.cli.environment import Environment

PATIENCE = 1.0  # seconds without a bar


class Bar:
    """Counts what is done; draws nothing before `PATIENCE` has passed."""

    def __init__(self, what: str, total: int | None, environment: Environment) -> None:
        self._what = what
        self._total = total
        self._environment = environment
        self._clock: Callable[[], float] = time.monotonic
        self._started = self._clock()
        self._done = 0
        self._advance: Callable[[int], None] | None = None
        self._stop: Callable[[], None] | None = None

    def advance(self, count: int) -> None:
        """Say that `count` more are done."""
        self._done += count
        if self._advance is not None:
            self._advance(count)
        elif self._clock() - self._started > PATIENCE:
            self._draw()

    def close(self) -> None:
        """Remove the bar."""
        if self._stop is not None:
            self._stop()

    def _draw(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        progress = Progress(*columns, console=Console(file=self._environment.stderr), transient=True)
        task = progress.add_task(self._what, total=self._total, completed=self._done)
        progress.start()
        self._advance = lambda count: progress.advance(task, count)
        self._stop = progress.stop


class NoBar(Bar):
    """For a stderr that is no terminal, or `--no-progress`."""

    def advance(self, count: int) -> None:
        """Do nothing."""


@contextmanager
def progress(what: str, total: int | None, environment: Environment, *, wanted: bool) -> Iterator[Bar]:
    """A bar for `total` of `what` (None: unknown how many), drawn only where stderr is a terminal."""
    kind = Bar if wanted and environment.stderr.isatty() else NoBar
    bar = kind(what, total, environment)
    try:
        yield bar
    finally:
        bar.close()
