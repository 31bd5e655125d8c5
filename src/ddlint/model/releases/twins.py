"""Commits of a range whose change an earlier release has under another id: a hotfix, picked from or to main.

A pick that needed no conflict resolved has the same patch; one that did still has its author and the time
of writing, or the trailer of `git cherry-pick -x`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ddlint.model.releases.clues import plain
from ddlint.model.releases.graph import Graph

_FEW = 200  # commits on either side: up to then all are compared, whatever they are called
_COMPARED = 2  # commits of the same subject that are compared with one, the newest


def living(graph: Graph, commits: Sequence[int]) -> list[int]:
    """Those of `commits`, the newest first, that are no merges and are not reverted by another of them."""
    by_name: dict[str, list[int]] = {}
    for commit in commits:
        for name in graph.reverted.get(commit, ()):
            by_name.setdefault(name[:7], []).append(commit)
    gone: set[int] = set()
    for commit in commits:  # a revert comes before what it reverts, and is settled by then
        for by in by_name.get(graph.oids[commit][:7], ()):
            named = any(graph.oids[commit].startswith(name) for name in graph.reverted[by])
            if named and by not in gone:
                gone.add(commit)
    return [commit for commit in commits if commit not in gone and not graph.is_merge(commit)]


def told_twins(graph: Graph, range_: Sequence[int], others: Sequence[int]) -> dict[int, int]:
    """The twins that messages tell: the same author, time and subject, or a trailer that names the other.

    Args:
        graph: the commits.
        range_: the commits that have to be judged.
        others: the commits of earlier releases that they may be; of several the first is taken.
    """
    written = {(graph.authors[each], plain(graph.subjects[each])): each for each in reversed(others)}
    known = {graph.oids[each]: each for each in others}
    ours = {graph.oids[each]: each for each in range_}
    found = {}
    for commit in range_:
        twin = written.get((graph.authors[commit], plain(graph.subjects[commit])))
        twin = _named(graph, commit, known) if twin is None else twin
        if twin is not None:
            found[commit] = twin
    for other in others:
        source = _named(graph, other, ours)
        if source is not None:
            found.setdefault(source, other)
    return found


def _named(graph: Graph, commit: int, among: Mapping[str, int]) -> int | None:
    """The commit of `among` that `commit` says it was picked from."""
    for name in graph.picked.get(commit, ()):
        source = graph.named(name)
        if source is not None and graph.oids[source] in among:
            return source
    return None


def to_compare(graph: Graph, range_: Sequence[int], others: Sequence[int]) -> dict[int, list[int]]:
    """For each commit of the range the commits whose patch may be its own.

    All of them where there are few, else those with the same subject: reading the changes of a commit costs
    a thousand times more than reading its message.
    """
    if len(range_) <= _FEW and len(others) <= _FEW:
        return {commit: list(others) for commit in range_} if others else {}
    by_subject: dict[str, list[int]] = {}
    for other in others:
        same = by_subject.setdefault(plain(graph.subjects[other]), [])
        if len(same) < _COMPARED:
            same.append(other)
    alike = ((commit, by_subject.get(plain(graph.subjects[commit]), [])) for commit in range_)
    return {commit: found for commit, found in alike if found}


def equal_twins(candidates: Mapping[int, Iterable[int]], patches: Mapping[int, str]) -> dict[int, int]:
    """The twins among `candidates` that have the same patch id."""
    found = {}
    by_patch: dict[str, int] = {}
    for others in candidates.values():
        for other in others:
            if other in patches:
                by_patch.setdefault(patches[other], other)
    for commit in candidates:
        twin = by_patch.get(patches.get(commit, ""))
        if twin is not None:
            found[commit] = twin
    return found
