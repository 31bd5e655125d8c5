"""A stream of bytes worked on in several forked processes, results in order, surviving a process that dies.

A stream, because the length of a history is not known and git must not wait; a list is a stream too. No
module is imported that costs more than the work it would save.
"""

from __future__ import annotations

import os
import pickle
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")

_LENGTH = 8
_READ = 1 << 20
_PIPE = 1 << 20


@dataclass(frozen=True, slots=True)
class Task(Generic[Result]):
    """What is done with each chunk.

    Attributes:
        work: called in a forked process: it may use whatever this process holds; its result is pickled.
        parts: the smallest pieces of a chunk that `work` takes.
        lost: the result for a part on which a process died; also told how (`signal 9`).
    """

    work: Callable[[bytes], Result]
    parts: Callable[[bytes], Iterable[bytes]]
    lost: Callable[[bytes, str], Result]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(task: Task[Result], chunks: Iterable[bytes], jobs: int) -> Iterator[Result]:
    """The result of `task` for each of `chunks`, in their order, from `jobs` processes (1: this one).

    A chunk on which a process dies is worked on again part by part, so that only the part that is to blame
    is lost; so there may be more results than chunks.

    Raises:
        WorkError: the work itself raised; its message is the traceback.
    """
    if jobs == 1:
        yield from map(task.work, chunks)
        return
    crew = _Crew(task, jobs)
    try:
        for chunk in chunks:
            worker = crew.next()
            while not worker.has_room(len(chunk)):
                yield from crew.oldest()
            crew.give(worker, chunk)
        while crew.pending:
            yield from crew.oldest()
    finally:
        crew.end()


class WorkError(Exception):
    """What `work` raised in another process."""


class _Died(Exception):
    """A process ended without an answer; the message says how."""


class _Crew(Generic[Result]):
    """The processes, and what they have not answered yet, oldest first."""

    def __init__(self, task: Task[Result], jobs: int) -> None:
        self._task = task
        self._workers: list[_Worker] = []
        self.pending: deque[tuple[_Worker, bytes]] = deque()
        for _ in range(jobs):
            self._workers.append(_Worker())
            self._start(self._workers[-1])
        self.next = cycle(self._workers).__next__

    def give(self, worker: _Worker, chunk: bytes) -> None:
        self.pending.append((worker, chunk))
        worker.send(chunk)

    def oldest(self) -> Iterator[Result]:
        """Wait for the oldest chunk that is not answered yet."""
        worker, chunk = self.pending.popleft()
        try:
            result = worker.receive(len(chunk))
        except _Died:
            worker.end()
            yield from self._part_by_part(chunk)
            self._start(worker)
            for other, unanswered in self.pending:
                if other is worker:
                    worker.send(unanswered)
        else:
            yield result

    def end(self) -> None:
        for worker in self._workers:
            worker.end()

    def _start(self, worker: _Worker) -> None:
        worker.start(self._task.work, [each for each in self._workers if each is not worker])

    def _part_by_part(self, chunk: bytes) -> Iterator[Result]:
        alone = _Worker()
        try:
            for part in self._task.parts(chunk):
                if not alone.is_running:
                    alone.start(self._task.work, self._workers)
                alone.send(part)
                yield self._answer(alone, part)
        finally:
            alone.end()

    def _answer(self, worker: _Worker, part: bytes) -> Result:
        """The result for `part`, which alone is to blame where `worker` dies of it."""
        try:
            result: Result = worker.receive(len(part))
        except _Died as died:
            worker.end()
            return self._task.lost(part, str(died))
        return result


class _Worker:
    """One forked process and the two pipes to it."""

    def __init__(self) -> None:
        self._process = 0
        self._out = self._in = -1
        self._room = 0
        self._unanswered = 0

    def start(self, work: Callable[[bytes], Any], others: Iterable[_Worker]) -> None:
        requests, self._out = os.pipe()
        self._in, results = os.pipe()
        self._room, self._unanswered = _widened(self._out), 0
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
        return not self._unanswered or self._unanswered + length + _LENGTH <= self._room

    def send(self, chunk: bytes) -> None:
        self._unanswered += len(chunk) + _LENGTH
        try:
            _write(self._out, chunk)
        except BrokenPipeError:
            return  # it died: `receive` says so, in its turn

    def receive(self, length: int) -> Any:  # noqa: ANN401 - `in_order` is where the types meet
        answer = _read(self._in)
        if answer is None:
            raise _Died(self._how_it_ended())
        self._unanswered -= length + _LENGTH
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
        for descriptor in {self._out, self._in} - {-1}:
            os.close(descriptor)
        self._out = self._in = -1


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
