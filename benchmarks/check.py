"""`ddlint check` on 5,000 files, against reading their libyaml events in the same rounds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.frame import Command, Row, interleaved, versus
from benchmarks.installed import ROOT, ddlint
from benchmarks.releases import helm_release, make_tree

FILES = 5_000
EVERY = 1_000
ROUNDS = 3
ONE_PROCESS = 1.6
ALL_CORES = 0.5
MEGABYTES = 150


def rows() -> Iterable[Row]:
    """Time with one process and with all cores, and the greatest memory of one process.

    A file of a config repository holds a marker or two; one with a marker in every value is shown too.
    """
    bin_folder = ddlint()
    events = str(ROOT / "benchmarks" / "read_events.py")
    with TemporaryDirectory(prefix="ddlint-tree-") as name:
        usual, dense = Path(name) / "usual", Path(name) / "dense"
        make_tree(usual, FILES)
        make_tree(dense, FILES, marked=EVERY)
        check = [str(bin_folder / "ddlint"), "check", "--format", "concise"]
        commands = [
            Command("libyaml events", [str(bin_folder / "python"), events, str(usual)]),
            Command("check, one process", [*check, "--jobs", "1"], usual, accept=(0, 1)),
            Command("check, all cores", check, usual, accept=(0, 1)),
            Command("check, a marker in every value", [*check, "--jobs", "1"], dense, accept=(0, 1)),
        ]
        base, one, all_cores, every = interleaved(commands, ROUNDS).values()
    yield versus(one, base, ONE_PROCESS, note=f"{FILES} files of {len(helm_release(0))} bytes")
    yield versus(all_cores, base, ALL_CORES)
    yield versus(every, base, note=f"files of {len(helm_release(0, EVERY))} bytes, one process")
    memory = max(one.megabytes, all_cores.megabytes)
    yield Row("check: memory", f"{memory:.0f} MB", f"{MEGABYTES} MB", memory / MEGABYTES, 1)
