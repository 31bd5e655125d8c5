"""Pairs of a file's path and the id of its content, as work for several processes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

AT_ONCE = 64  # files


def chunks(pairs: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """The pairs, `AT_ONCE` at a time, as JSON."""
    rest = iter(pairs)
    while some := [*islice(rest, AT_ONCE)]:
        yield json.dumps(some).encode("ascii")


def one_by_one(chunk: bytes) -> Iterator[bytes]:
    """The parts of one of `chunks`: one for each pair."""
    return (json.dumps([each]).encode("ascii") for each in json.loads(chunk))
