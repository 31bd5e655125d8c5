"""What `ddlint check` costs before it looks at a file: one small file, against `python -c pass`.

Without a limit: it shows what the imports of new rules add.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.frame import Command, Row, interleaved, versus
from benchmarks.installed import ddlint
from benchmarks.releases import make_tree

ROUNDS = 15


def rows() -> Iterable[Row]:
    """One row: the whole command, its calls of git and the reading of the one file included."""
    bin_folder = ddlint()
    with TemporaryDirectory(prefix="ddlint-start-") as name:
        tree = Path(name)
        make_tree(tree, 1)
        check = [str(bin_folder / "ddlint"), "check", "--format", "concise"]
        commands = [
            Command("python -c pass", [str(bin_folder / "python"), "-c", "pass"], tree),
            Command("check, one file", check, tree, accept=(0, 1)),
        ]
        nothing, one = interleaved(commands, ROUNDS).values()
    yield versus(one, nothing, note="start-up: imports, four calls of git")
