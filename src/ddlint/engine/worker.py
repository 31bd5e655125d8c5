"""One forked process that answers what it is sent, and the two pipes to it. See `ddlint.engine.workers`."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterable
from typing import Any

_LENGTH = 8
_READ = 1 << 20
_PIPE = 1 << 20


class WorkError(Exception):
    """What `work` raised in another process."""


class Died(Exception):
    """A process ended without an answer; the message says how."""


class Worker:
    """One forked process and the two pipes to it.

    Attributes:
        answers: the descriptor on which its answers come.
        unanswered: how many bytes it was sent and has not answered yet.
    """

    def __init__(self) -> None:
        self._process = 0
        self._out = self.answers = -1
        self._room = 0
        self.unanswered = 0

    def start(self, work: Callable[[bytes], Any], others: Iterable[Worker]) -> None:
        """Fork; the new process closes its ends of the pipes to `others`."""
        requests, self._out = os.pipe()
        self.answers, results = os.pipe()
        self._room, self.unanswered = _widened(self._out), 0
        self._process = os.fork()
        if self._process:
            os.close(requests)
            os.close(results)
            return
        code = 1
        try:
            # A pipe ends when the last process closes it: a worker must not hold the ends of another.
            for each in (self, *others):
                each.close()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            for number in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            gc.freeze()  # what came from the parent is not looked at again, and so not copied
            _serve(work, requests, results)
            code = 0
        finally:
            os._exit(code)

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return bool(self._process)

    def has_room(self, length: int) -> bool:
        """Whether `length` more bytes can be sent at once: waiting for a process that waits is for ever."""
        return not self.unanswered or self.unanswered + length + _LENGTH <= self._room

    def send(self, chunk: bytes) -> None:
        """Give it `chunk` to work on."""
        self.unanswered += len(chunk) + _LENGTH
        try:
            _write(self._out, chunk)
        except BrokenPipeError:
            return  # it died: `receive` says so, in its turn

    def receive(self, length: int) -> Any:  # noqa: ANN401 - `in_order` is where the types meet
        """Its answer to the oldest chunk, which has `length` bytes.

        Raises:
            Died: the process ended instead.
            WorkError: the work raised.
        """
        answer = _read(self.answers)
        if answer is None:
            raise Died(self._how_it_ended())
        self.unanswered -= length + _LENGTH
        well, result = pickle.loads(answer)  # noqa: S301 - from our own process, over our own pipe
        if not well:
            raise WorkError(result)
        return result

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.close()
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = 0

    def _how_it_ended(self) -> str:
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        code = os.waitstatus_to_exitcode(status)
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def close(self) -> None:
        """Close this side of the pipes."""
        for descriptor in {self._out, self.answers} - {-1}:
            os.close(descriptor)
        self._out = self.answers = -1


def _serve(work: Callable[[bytes], Any], requests: int, results: int) -> None:
    """Answer every request until there are no more."""
    while (chunk := _read(requests)) is not None:
        try:
            answer = True, work(chunk)
        except Exception:  # noqa: BLE001 - raised again where the result is waited for
            answer = False, traceback.format_exc()
        try:
            _write(results, pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
        except BrokenPipeError:
            return  # nobody waits for it any more


def _write(descriptor: int, content: bytes) -> None:
    for part in (len(content).to_bytes(_LENGTH, "little"), content):
        view = memoryview(part)
        while view:
            view = view[os.write(descriptor, view) :]


def _read(descriptor: int) -> bytes | None:
    """One message; None where there is none or only the beginning of one."""
    head = _exactly(descriptor, _LENGTH)
    return None if head is None else _exactly(descriptor, int.from_bytes(head, "little"))


def _exactly(descriptor: int, length: int) -> bytes | None:
    parts = []
    while length:
        part = os.read(descriptor, min(length, _READ))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _widened(descriptor: int) -> int:
    """How many bytes a pipe takes without anybody reading, widened where possible; 0: unknown."""
    import fcntl

    if not hasattr(fcntl, "F_SETPIPE_SZ"):
        return 0
    try:
        return fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _PIPE)
    except OSError:
        return fcntl.fcntl(descriptor, fcntl.F_GETPIPE_SZ)
