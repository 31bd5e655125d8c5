"""`ddlint release next` on a long history, against reading all commits and all refs with git."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from benchmarks.frame import Command, Measure, Row, interleaved, versus
from benchmarks.histories import long_history

LIMIT = 2
ROUNDS = 5
WALK, REFS, NEXT = "git rev-list --all --parents", "git for-each-ref", "release next"


def rows() -> Iterable[Row]:
    """One row; the versions come from all release tags, however many there are."""
    with long_history() as folder:
        commands = [
            Command(WALK, ["git", "rev-list", "--all", "--parents"], folder),
            Command(REFS, ["git", "for-each-ref"], folder),
            Command(NEXT, [sys.executable, "-m", "ddlint", "release", "next"], folder),
        ]
        found = interleaved(commands, ROUNDS)
    peer = Measure(f"{WALK} and for-each-ref", found[WALK].seconds + found[REFS].seconds, 0)
    yield versus(found[NEXT], peer, LIMIT, note=f"{found[NEXT].megabytes:.0f} MB")
