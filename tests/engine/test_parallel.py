"""Work in several processes: in order, and without losing more than what killed a process."""

import os
import signal
from collections.abc import Sequence

import pytest

from ddlint.engine.parallel import batches, in_order, processes


def double(part: Sequence[int]) -> list[int]:
    return [2 * number for number in part]


def die_on_seven(part: Sequence[int]) -> list[int]:
    if 7 in part:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(part)


def lost(item: int) -> list[int]:
    return [-item]


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_order(jobs: int) -> None:
    slices = batches(range(100), jobs)
    results = [number for part in in_order(double, slices, jobs, lost) for number in part]
    assert results == [2 * number for number in range(100)]


def test_only_the_item_that_kills_a_process_is_lost() -> None:
    slices = [range(5), range(5, 10), range(10, 15)]
    results = [number for part in in_order(die_on_seven, slices, 2, lost) for number in part]
    assert results == [-7 if number == 7 else 2 * number for number in range(15)]


def raise_value_error(part: Sequence[int]) -> list[int]:
    raise ValueError(part[0])


def test_an_exception_in_a_process_is_not_swallowed() -> None:
    with pytest.raises(ValueError, match="0"):
        list(in_order(raise_value_error, [range(3), range(3)], 2, lost))


def test_every_item_is_in_one_batch() -> None:
    assert [item for part in batches(range(1003), 4) for item in part] == list(range(1003))


def test_few_items_stay_in_one_process() -> None:
    assert processes(0, 10) == 1
    assert processes(3, 10) == 3
