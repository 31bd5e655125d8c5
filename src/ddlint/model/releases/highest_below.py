"""The highest release that each commit contains: one walk over all commits, however many tags there are."""

from __future__ import annotations

from collections.abc import Iterable

from ddlint.model.releases.graph import Graph
from ddlint.model.releases.release_tag import ReleaseTag


class HighestBelow:
    """Answers which release a commit contains, without those on the commit itself."""

    __slots__ = ("_found", "_graph")

    def __init__(self, graph: Graph, tags: Iterable[ReleaseTag]) -> None:
        """Of all release tags."""
        self._graph = graph
        on: dict[int, ReleaseTag] = {}
        for tag in tags:
            if tag.commit not in on or on[tag.commit].version < tag.version:
                on[tag.commit] = tag
        self._found: list[ReleaseTag | None] = [None] * len(graph.oids)
        for commit in sorted(range(len(graph.oids)), key=graph.generations.__getitem__):
            best = self._above(commit)
            own = on.get(commit)
            self._found[commit] = own if own and (best is None or own.version > best.version) else best

    def _above(self, commit: int) -> ReleaseTag | None:
        best: ReleaseTag | None = None
        for parent in self._graph.parents[commit]:
            found = self._found[parent]
            if found and found is not best and (best is None or found.version > best.version):
                best = found
        return best

    def of(self, commit: int) -> ReleaseTag | None:
        """The highest release that an ancestor of `commit` has; None for none."""
        return self._above(commit)
