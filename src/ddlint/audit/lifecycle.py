"""The life of what was found in files: which commit brought it, and which one mended it.

Every version of a file is linted by itself, but for those in which nothing changed that a rule could mind: a
bot's commit that puts one tag in the place of another.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby

from ddlint.audit.file_chunks import AT_ONCE, chunks, one_by_one
from ddlint.audit.replaying import Version
from ddlint.audit.rows import FindingRow
from ddlint.engine.fingerprint import plain
from ddlint.engine.workers import Task, in_order
from ddlint.git.objects import read, sizes_here
from ddlint.git.repository import Repository
from ddlint.model.deployments.deployed import Step

#: The code of a rule, the fingerprint, and which of those that are alike in one file.
Key = tuple[str, str, int]
#: What is found in a file with a content, as rows without a life.
Lint = Callable[[str, bytes], list[FindingRow]]


@dataclass(frozen=True, slots=True)
class Life:
    """A finding, and the full ids of the commits that brought and mended it; empty: none, or not known."""

    row: FindingRow
    introduced: str
    fixed: str = ""


class Lives:
    """The findings that are open, moved on commit by commit."""

    def __init__(self) -> None:
        self._open: dict[str, dict[Key, Life]] = {}

    def apply(self, commit: str, files: Mapping[str, Sequence[FindingRow]]) -> Iterator[Life]:
        """Take in what a commit made of some files, and tell the lives that it ended.

        A finding that goes from one file to another one in the same commit lives on.

        Args:
            commit: the full id; empty for what was there before.
            files: what is found in each file now, by path.
        """
        gone: dict[tuple[str, str], list[Life]] = defaultdict(list)
        came: list[tuple[str, Key, FindingRow]] = []
        for path, rows in files.items():
            before, after = self._open.pop(path, {}), keyed(rows)
            self._open[path] = {
                key: replace(before[key], row=row) for key, row in after.items() if key in before
            }
            for key in before.keys() - after.keys():
                gone[key[:2]].append(before[key])
            came += [(path, key, row) for key, row in after.items() if key not in before]
        for path, key, row in came:
            moved = gone[key[:2]].pop() if gone[key[:2]] else None
            self._open[path][key] = Life(row, moved.introduced if moved else commit)
        for lives in gone.values():
            yield from (replace(life, fixed=commit) for life in lives)

    def open(self) -> Iterator[Life]:
        """Those that nothing ended."""
        return (life for lives in self._open.values() for life in lives.values())

    def state(self) -> str:
        """What is open, as JSON; `resume` takes it."""
        return json.dumps([[asdict(life.row), life.introduced] for life in self.open()])

    def resume(self, state: str) -> None:
        """Go on where others stopped."""
        by_path: dict[str, list[Life]] = defaultdict(list)
        for row, introduced in json.loads(state):
            by_path[row["place"]].append(Life(FindingRow(**row), introduced))
        for path, lives in by_path.items():
            keys = keyed([life.row for life in lives])
            self._open[path] = dict(zip(keys, lives, strict=True))


def follow(
    lives: Lives, repository: Repository, versions: Sequence[Version], lint: Lint, limit: int, jobs: int
) -> Iterator[Life]:
    """Take in versions of files, in the order of their commits, and tell the lives that ended.

    Args:
        lives: what was open before them.
        repository: that holds the files.
        versions: see `Replaying.versions`.
        lint: what is found in a file.
        limit: files with more bytes are not looked at.
        jobs: how many processes lint.
    """
    found = _found(repository, versions, lint, limit, jobs)
    for commit, group in groupby(versions, lambda version: version.commit):
        files = {each.path: found.get((each.path, each.blob), ()) for each in group}
        yield from lives.apply(commit, files)


def told(life: Life, steps: Mapping[str, Step]) -> FindingRow:
    """A life as a row of the ledger; the commits are looked up in `steps`."""
    begin, end = steps.get(life.introduced), steps.get(life.fixed)
    return replace(
        life.row,
        introduced_oid=life.introduced,
        introduced_time=begin.time if begin else None,
        introduced_by=begin.author if begin else "",
        fixed_oid=life.fixed,
        fixed_time=end.time if end else None,
        fixed_by=end.author if end else "",
    )


def keyed(rows: Sequence[FindingRow]) -> dict[Key, FindingRow]:
    """The findings of one file by what they are about."""
    counts: Counter[tuple[str, str]] = Counter()
    found = {}
    for row in rows:
        about = row.code, plain(row.fingerprint)
        counts[about] += 1
        found[*about, counts[about]] = row
    return found


def _found(
    repository: Repository, versions: Sequence[Version], lint: Lint, limit: int, jobs: int
) -> dict[tuple[str, str], list[FindingRow]]:
    """What is found in each version that holds something, by path and content."""
    wanted = dict.fromkeys((each.path, each.blob) for each in versions if each.blob)
    sizes = sizes_here(repository, {blob for _, blob in wanted})
    small = [pair for pair in wanted if (sizes[pair[1]] or limit + 1) <= limit]

    def work(chunk: bytes) -> list[tuple[tuple[str, str], list[FindingRow]]]:
        pairs = [(path, blob) for path, blob in json.loads(chunk)]
        contents = read(repository, (blob for _, blob in pairs))
        return [
            (pair, rows)
            for pair, (_, data) in zip(pairs, contents, strict=True)
            if (rows := lint(pair[0], data))
        ]

    task = Task(work, one_by_one, lambda _part, _how: [])
    results = in_order(task, chunks(small), min(jobs, 1 + len(small) // AT_ONCE))
    return {pair: rows for result in results for pair, rows in result}
