"""Work on many items in several processes, in order, surviving a process that dies."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_A_PROCESS = 150  # items; below this, starting a process costs more than it saves


def processes(wanted: int, items: int) -> int:
    """How many processes to use: `wanted`, or where that is 0, what `items` are worth on this machine."""
    if wanted:
        return wanted
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(usable, items // WORTH_A_PROCESS))


def batches(items: Sequence[Item], jobs: int) -> list[Sequence[Item]]:
    """`items` in slices: enough of them to keep `jobs` processes busy to the end, each worth sending."""
    size = max(8, min(200, len(items) // (jobs * 8) or 1))
    return [items[start : start + size] for start in range(0, len(items), size)]


def in_order(
    work: Callable[[Sequence[Item]], Result],
    slices: Sequence[Sequence[Item]],
    jobs: int,
    lost: Callable[[Item], Result],
) -> Iterator[Result]:
    """The result of `work` on each slice, in the order of `slices`.

    Args:
        work: called in a forked process: it may use whatever this process holds, and returns a value that
            can be pickled.
        slices: what to work on.
        jobs: how many processes; 1 stays in this one.
        lost: the result for an item on which a process died (out of memory, a crash in a C library).

    A slice in which a process died is worked on again, one item in one process at a time, so that only the
    item that is to blame is lost.
    """
    if jobs == 1:
        yield from map(work, slices)
        return
    waiting = list(slices)
    while waiting:
        done = 0
        try:
            for result in _pooled(work, waiting, jobs):
                done += 1
                yield result
        except BrokenProcessPool:
            yield from _one_by_one(work, waiting[done], lost)
            done += 1
        waiting = waiting[done:]


def _pooled(
    work: Callable[[Sequence[Item]], Result], slices: Sequence[Sequence[Item]], jobs: int
) -> Iterator[Result]:
    fork = get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=fork, initializer=_take, initargs=(work,)) as pool:
        futures: list[Future[Any]] = [pool.submit(_call, part) for part in slices]
        try:
            for position, future in enumerate(futures):
                yield future.result()
                futures[position] = (
                    Future()
                )  # let go of the result: memory must not follow the number of slices
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(
    work: Callable[[Sequence[Item]], Result], part: Sequence[Item], lost: Callable[[Item], Result]
) -> Iterator[Result]:
    for item in part:
        try:
            yield from _pooled(work, [[item]], 1)
        except BrokenProcessPool:
            yield lost(item)


_work: Callable[[Any], Any] | None = None


def _take(work: Callable[[Any], Any]) -> None:
    """Keep `work` in the forked process: an initializer's arguments are inherited, never pickled."""
    global _work  # noqa: PLW0603 - a process pool gives its workers no other place to keep it
    _work = work


def _call(part: Any) -> Any:  # noqa: ANN401 - `in_order` is where the types meet
    assert _work is not None
    return _work(part)
