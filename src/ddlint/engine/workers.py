"""A stream of bytes worked on in several forked processes, results in order, surviving a process that dies.

A stream, because the length of a history is not known and git must not wait; a list is a stream too. No
module is imported that costs more than the work it would save.
"""

from __future__ import annotations

import os
import select
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from ddlint.engine.worker import Died, Worker, WorkError

Result = TypeVar("Result")

_AHEAD = 16  # chunks for each process, at most, whose results wait for an older one


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
            while (worker := crew.free(len(chunk))) is None:
                crew.wait()
                yield from crew.finished()
            crew.give(worker, chunk)
            crew.wait(at_most=0)
            yield from crew.finished()
        while crew.unanswered:
            crew.wait()
            yield from crew.finished()
    finally:
        crew.end()


@dataclass(slots=True, eq=False)
class _Slot(Generic[Result]):
    """A chunk and what came of it: nothing yet, an error, or results (several where a process died of it)."""

    chunk: bytes
    results: list[Result] | None = None
    error: WorkError | None = None


class _Crew(Generic[Result]):
    """The processes, and the chunks whose results were not handed on yet, oldest first.

    A chunk goes to whoever has least to do: one that takes long holds up nobody but its own process.
    """

    def __init__(self, task: Task[Result], jobs: int) -> None:
        self._task = task
        self._slots: deque[_Slot[Result]] = deque()
        self._given: dict[Worker, deque[_Slot[Result]]] = {}
        for _ in range(jobs):
            worker = Worker()
            self._given[worker] = deque()
            self._start(worker)

    @property
    def unanswered(self) -> bool:
        """Whether there are chunks without a result."""
        return any(self._given.values())

    def free(self, length: int) -> Worker | None:
        """The process to give a chunk of `length` to; None where one must be waited for."""
        if len(self._slots) >= _AHEAD * len(self._given):
            return None
        worker = min(self._given, key=lambda each: each.unanswered)
        return worker if worker.has_room(length) else None

    def give(self, worker: Worker, chunk: bytes) -> None:
        slot = _Slot[Result](chunk)
        self._slots.append(slot)
        self._given[worker].append(slot)
        worker.send(chunk)

    def wait(self, at_most: float | None = None) -> None:
        """Wait until a process answers, for `at_most` milliseconds; take what was answered."""
        busy = {worker.answers: worker for worker, slots in self._given.items() if slots}
        poll = select.poll()
        for descriptor in busy:
            poll.register(descriptor, select.POLLIN)
        for descriptor, _ in poll.poll(at_most) if busy else ():
            self._take(busy[descriptor])

    def finished(self) -> Iterator[Result]:
        """The results that are next in order."""
        while self._slots:
            if error := self._slots[0].error:
                raise error
            if (results := self._slots[0].results) is None:
                return
            self._slots.popleft()
            yield from results

    def end(self) -> None:
        for worker in self._given:
            worker.end()

    def _take(self, worker: Worker) -> None:
        slots = self._given[worker]
        slot = slots.popleft()
        try:
            slot.results = [worker.receive(len(slot.chunk))]
        except WorkError as error:
            slot.error = error
        except Died:
            worker.end()
            slot.results = [*self._part_by_part(slot.chunk)]
            self._start(worker)
            for other in slots:
                worker.send(other.chunk)

    def _start(self, worker: Worker) -> None:
        worker.start(self._task.work, [each for each in self._given if each is not worker])

    def _part_by_part(self, chunk: bytes) -> Iterator[Result]:
        alone = Worker()
        try:
            for part in self._task.parts(chunk):
                if not alone.is_running:
                    alone.start(self._task.work, self._given)
                alone.send(part)
                yield self._answer(alone, part)
        finally:
            alone.end()

    def _answer(self, worker: Worker, part: bytes) -> Result:
        """The result for `part`, which alone is to blame where `worker` dies of it."""
        try:
            result: Result = worker.receive(len(part))
        except Died as died:
            worker.end()
            return self._task.lost(part, str(died))
        return result
