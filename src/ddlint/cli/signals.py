"""SIGTERM and SIGHUP end a run as Ctrl-C does: in order, so that no half-written file stays behind."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_ENDING = (signal.SIGTERM, signal.SIGHUP)
_BY_SIGNAL = 128  # plus its number: the exit code of a process that a signal ended
INTERRUPTED = _BY_SIGNAL + signal.SIGINT


class Stopped(KeyboardInterrupt):
    """Another signal than Ctrl-C's asked the run to end.

    Attributes:
        exit_code: 128 and the signal's number.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = _BY_SIGNAL + number


def exit_code_of(ending: KeyboardInterrupt) -> int:
    """The exit code of a run that was asked to end."""
    return ending.exit_code if isinstance(ending, Stopped) else INTERRUPTED


@contextmanager
def heeded() -> Iterator[None]:
    """Raise `Stopped` where one of these signals comes; one that is ignored (`nohup`) stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _ENDING}
    ours = [number for number, handler in before.items() if handler is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, before[number])


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # a second one must not keep us from tidying up
    raise Stopped(number)
