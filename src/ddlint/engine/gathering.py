"""Collecting facts of files that no rule looks at one by one, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ddlint.engine.ledger import Ledger
from ddlint.engine.tree import WORTH_A_PROCESS, Report, batches, lost, pass_over, paths_in
from ddlint.engine.workers import Task, in_order, processors
from ddlint.git.tree import Unread
from ddlint.git.worktree import WorkTree
from ddlint.model.yaml_file import YamlFile
from ddlint.model.yaml_reading import read_yaml

Collect = Callable[[YamlFile], Iterable[Any]]
Wanted = Callable[[str, bytes], bool]


def gathered(
    root: str, paths: Sequence[str], collect: Collect, wanted: Wanted, *, limit: int, jobs: int = 0
) -> Iterator[Report]:
    """Read files of the work tree for what they say, and lint none of them.

    Args:
        root: the top level of the work tree.
        paths: from the top level, sorted.
        collect: what to keep of each file; it crosses from process to process.
        wanted: whether a file of this path and content can hold anything at all.
        limit: a file with more bytes is passed over, saying so.
        jobs: how many processes; 0 chooses.

    Yields:
        A report for each batch, in order, without entries.
    """
    jobs = jobs or max(1, min(processors(), len(paths) // WORTH_A_PROCESS))

    def work(batch: bytes) -> Report:
        return _part(root, paths_in(batch), collect, wanted, limit)

    yield from in_order(Task(work, lambda batch: batch.split(b"\0"), lost), batches(paths, jobs), jobs)


def _part(root: str, paths: Sequence[str], collect: Collect, wanted: Wanted, limit: int) -> Report:
    facts: list[Any] = []
    ledger = Ledger()
    with WorkTree(root) as tree:
        for path in paths:
            found = tree.read(path, limit)
            if isinstance(found, Unread):
                pass_over(ledger, found)
            elif wanted(path, found):
                facts += collect(read_yaml(path, found))
    return Report([], ledger, len(paths), facts)
