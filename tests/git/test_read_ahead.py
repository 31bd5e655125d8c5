"""A pipe read by a thread while this process does something else."""

import os
import time

from ddlint.git.read_ahead import ReadAhead


def test_what_was_read_and_what_follows_is_all_there_is() -> None:
    read, write = os.pipe()
    ahead = ReadAhead(read)
    os.write(write, b"first ")
    while not ahead.holds_something:
        time.sleep(0.001)
    taken = ahead.taken()
    os.write(write, b"second")
    os.close(write)
    assert b"".join([*taken, os.read(read, 100)]) == b"first second"
    os.close(read)


def test_the_end_of_the_pipe_is_left_for_the_reader() -> None:
    read, write = os.pipe()
    os.write(write, b"all")
    os.close(write)
    ahead = ReadAhead(read)
    assert b"".join([*ahead.taken(), os.read(read, 100)]) == b"all"
    os.close(read)


def test_more_than_the_limit_stays_in_the_pipe() -> None:
    read, write = os.pipe()
    os.write(write, b"x" * 10)
    ahead = ReadAhead(read, limit=1, chunk=4)
    while not ahead.holds_something:
        time.sleep(0.001)
    assert list(ahead.taken()) == [b"xxxx"]
    assert os.read(read, 100) == b"x" * 6
    for descriptor in (read, write):
        os.close(descriptor)
