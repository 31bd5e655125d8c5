"""A stream worked on in several processes: in order, and without losing more than what killed a process."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ddlint.engine.worker import WorkError
from ddlint.engine.workers import Task, in_order

LONG = b"x" * 3_000_000


def numbers(chunk: bytes) -> list[bytes]:
    return chunk.split()


def shout(chunk: bytes) -> bytes:
    return chunk.upper()


def lost(part: bytes, how: str) -> bytes:
    return b"<%s: %s>" % (part, how.encode())


def die_on_seven(chunk: bytes) -> bytes:
    if b"7" in numbers(chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return shout(chunk)


def leave_on_seven(chunk: bytes) -> bytes:
    if b"7" in numbers(chunk):
        os._exit(5)
    return shout(chunk)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(jobs: int) -> None:
    chunks = [f"chunk {number}".encode() for number in range(50)]
    assert list(in_order(Task(shout, numbers, lost), chunks, jobs)) == [chunk.upper() for chunk in chunks]


def test_chunks_and_results_that_no_pipe_can_hold_do_not_block() -> None:
    chunks = [LONG, b"a", LONG, LONG, b"b", LONG]
    assert [len(result) for result in in_order(Task(shout, numbers, lost), chunks, 2)] == [
        len(chunk) for chunk in chunks
    ]


def test_empty_chunks_and_no_chunks() -> None:
    assert list(in_order(Task(shout, numbers, lost), [b"", b"a", b""], 2)) == [b"", b"A", b""]
    assert list(in_order(Task(shout, numbers, lost), [], 2)) == []


def test_only_the_part_that_kills_a_process_is_lost() -> None:
    chunks = [b"1 2", b"3 4", b"6 7 8", b"9 a", b"b c", b"d"]
    results = list(in_order(Task(die_on_seven, numbers, lost), chunks, 2))
    assert results == [b"1 2", b"3 4", b"6", b"<7: signal 9>", b"8", b"9 A", b"B C", b"D"]


def test_every_death_is_survived() -> None:
    results = list(in_order(Task(leave_on_seven, numbers, lost), [b"7", b"7 7", b"a", b"7"], 2))
    assert results == [b"<7: exit code 5>"] * 3 + [b"A"] + [b"<7: exit code 5>"]


def wait_for_the_file(chunk: bytes) -> bytes:
    """A chunk that begins with `/` waits until the file of that name is there; another one makes it."""
    wanted, _, made = chunk.partition(b" ")
    while wanted and not os.path.exists(wanted):
        time.sleep(0.01)
    if made:
        Path(os.fsdecode(made)).touch()
    return chunk


def test_a_chunk_that_takes_long_holds_up_nobody_else(tmp_path: Path) -> None:
    done = b"/" * 1_000 + os.fsencode(tmp_path / "done")  # longer than all others together: nobody gets more
    chunks = [done, *[b""] * 20, b" " + done]  # the first ends only when the last was worked on
    assert list(in_order(Task(wait_for_the_file, numbers, lost), chunks, 2)) == chunks


def raise_value_error(chunk: bytes) -> bytes:
    raise ValueError(chunk)


def test_an_exception_in_a_process_is_not_swallowed() -> None:
    with pytest.raises(WorkError, match="ValueError: b'a'"):
        list(in_order(Task(raise_value_error, numbers, lost), [b"a", b"b"], 2))


def sleep_long(chunk: bytes) -> bytes:
    time.sleep(600)
    return chunk


def interrupted() -> Iterator[bytes]:
    yield b"a"
    raise KeyboardInterrupt


def children() -> set[str]:
    """The process ids of the children of this process, zombies included."""
    tasks = Path("/proc/self/task").glob("*/children")
    return {child for task in tasks for child in task.read_text().split()}


@pytest.mark.parametrize("jobs", [2, 3])
def test_an_interrupt_ends_the_processes_at_once(jobs: int) -> None:
    before = children()
    with pytest.raises(KeyboardInterrupt):
        list(in_order(Task(sleep_long, numbers, lost), interrupted(), jobs))
    assert children() == before


def test_a_reader_that_stops_early_leaves_no_process_and_no_descriptor_behind() -> None:
    before = len(os.listdir("/proc/self/fd"))
    results = in_order(Task(shout, numbers, lost), [b"a", b"b", b"c"] * 1000, 3)
    assert next(results) == b"A"
    results.close()  # type: ignore[attr-defined]
    assert len(os.listdir("/proc/self/fd")) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
