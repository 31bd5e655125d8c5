"""`ddlint branches` on a long history, against reading all commits and all refs with git."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.frame import Command, Measure, Row, interleaved, versus
from benchmarks.histories import long_history

LIMIT = 2
MEGABYTES = 300
ROUNDS = 5
WALK, REFS, OURS = "git rev-list --all --parents", "git for-each-ref", "branches"


def rows() -> Iterable[Row]:
    """Time against git, and memory; the main branch is the repository's own, not one of a remote."""
    with long_history() as history, _settings(history) as settings:
        ours = [sys.executable, "-m", "ddlint", "branches", "--format", "json", "--config", str(settings)]
        commands = [
            Command(WALK, ["git", "rev-list", "--all", "--parents"], history),
            Command(REFS, ["git", "for-each-ref"], history),
            Command(OURS, ours, history),
        ]
        found = interleaved(commands, ROUNDS)
    peer = Measure(f"{WALK} and for-each-ref", found[WALK].seconds + found[REFS].seconds, 0)
    yield versus(found[OURS], peer, LIMIT)
    memory = found[OURS].megabytes
    yield Row(f"{OURS}: memory", f"{memory:.0f} MB", f"{MEGABYTES} MB", memory / MEGABYTES, 1)


@contextmanager
def _settings(history: Path) -> Iterator[Path]:
    words = ["git", "symbolic-ref", "HEAD"]
    main = subprocess.run(words, cwd=history, capture_output=True, text=True, check=True).stdout.strip()
    with TemporaryDirectory(prefix="ddlint-settings-") as folder:
        path = Path(folder) / "ddlint.toml"
        path.write_text(f'[branches]\nmain = "{main}"\n', encoding="utf-8")
        yield path
