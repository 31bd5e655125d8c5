"""Long histories to measure on: a real one that is named, else one made up in a second."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

COMMITS = 30_000
_SUBJECTS = (
    "feat(api): answer with the next page",
    "fix: keep the order of equal keys",
    "chore(deps): bump the parser from 1.2.3 to 1.2.4",
    "docs: say what the flag does",
    "Merge pull request #{n} from someone/topic-{n}",
)
_BODY = (
    "\n\nThe page was lost when a key repeated, so that a reader\nsaw it twice or not at all.\n\nRefs: #{n}\n"
)


@contextmanager
def long_history() -> Iterator[Path]:
    """A repository with a long history: `DDLINT_BENCH_HISTORY`, else 30,000 commits made for the occasion."""
    named = os.environ.get("DDLINT_BENCH_HISTORY")
    if named:
        yield Path(named)
        return
    with TemporaryDirectory(prefix="ddlint-history-") as folder:
        make_history(Path(folder), COMMITS)
        yield Path(folder)


def make_history(folder: Path, count: int) -> None:
    """Make a bare repository of `count` packed commits on `main`."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", "."], cwd=folder, check=True)
    stream = b"".join(map(_commit, range(count)))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)


def _commit(number: int) -> bytes:
    subject = _SUBJECTS[number % len(_SUBJECTS)].format(n=number)
    message = (subject + (_BODY.format(n=number) if number % 2 else "\n")).encode()
    who = f"Ada Lovelace <ada@example.org> {1_600_000_000 + number * 60} +0000"
    return f"commit refs/heads/main\ncommitter {who}\ndata {len(message)}\n".encode() + message + b"\n"
