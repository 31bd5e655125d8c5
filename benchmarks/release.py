"""`ddlint release next` and `release check` on a long history, against git reading all commits and refs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from benchmarks.frame import Command, Measure, Row, interleaved, versus
from benchmarks.histories import long_history

LIMIT = 2
ROUNDS = 5
WALK, REFS = "git rev-list --all --parents", "git for-each-ref"
NEXT, CHECK = "release next", "release check"


def rows() -> Iterable[Row]:
    """A row each; the versions come from all release tags, however many there are."""
    with long_history() as folder:
        ddlint = (sys.executable, "-m", "ddlint", "release")
        last = _last_release(folder)
        commands = [
            Command(WALK, ["git", "rev-list", "--all", "--parents"], folder),
            Command(REFS, ["git", "for-each-ref"], folder),
            Command(NEXT, [*ddlint, "next"], folder),
            Command(CHECK, [*ddlint, "check", last, "--no-config"], folder, accept=(0, 1, 3)),
        ]
        found = interleaved(commands, ROUNDS)
    peer = Measure(f"{WALK} and for-each-ref", found[WALK].seconds + found[REFS].seconds, 0)
    for name in (NEXT, CHECK):
        yield versus(found[name], peer, LIMIT, note=f"{found[name].megabytes:.0f} MB")


def _last_release(folder: Path) -> str:
    """The final release that was made last."""
    words = ["git", "tag", "--list", "v[0-9]*", "--sort=-creatordate"]
    tags = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout.split()
    return next(tag for tag in tags if "-" not in tag)
