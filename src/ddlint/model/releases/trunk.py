"""The main branch, and which of its own commits brought each of the others."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from ddlint.model.releases.graph import Graph


class Trunk:
    """The main branch: its own commits are the first parents of its newest one.

    Steps count these, the oldest is 0. Built in one walk over all that main holds.
    """

    __slots__ = ("_chain", "_entered", "_steps")

    def __init__(self, graph: Graph, tip: int) -> None:
        """The main branch that ends at `tip`."""
        self._chain = [*graph.chain(tip)][::-1]
        self._steps = array("i", [-1]) * len(graph.oids)
        self._entered: dict[int, int] = {}
        for step, own in enumerate(self._chain):
            waiting = [own]
            while waiting:
                commit = waiting.pop()
                if self._steps[commit] < 0:
                    self._steps[commit] = step
                    waiting += graph.parents[commit]

    @property
    def tip(self) -> int:
        """The newest commit."""
        return self._chain[-1]

    def step(self, commit: int) -> int | None:
        """Which step of main first held `commit`; None where main does not hold it."""
        step = self._steps[commit]
        return step if step >= 0 else None

    @property
    def steps(self) -> Sequence[int]:
        """For each commit which step of main first held it; -1 where main does not hold it."""
        return self._steps

    def held_commits(self) -> list[int]:
        """All commits that main holds."""
        return [commit for commit, step in enumerate(self._steps) if step >= 0]

    def entered(self, graph: Graph, commit: int) -> int:
        """The step of main that first held `commit`, or else the first of its first parents that main holds.

        -1 where main holds none of them.
        """
        found = self._entered.get(commit)
        if found is None:
            here, steps, parents = commit, self._steps, graph.parents
            while steps[here] < 0 and parents[here]:
                here = parents[here][0]
            found = self._entered[commit] = steps[here]
        return found

    def brought_by(self, commit: int) -> int | None:
        """The commit of main that first held `commit`: a merge, or itself; None where main lacks it."""
        step = self.step(commit)
        return None if step is None else self._chain[step]

    def is_own(self, commit: int) -> bool:
        """Whether `commit` is on main itself, and not one that came with a merge."""
        return self.brought_by(commit) == commit

    def child(self, commit: int) -> int | None:
        """The commit of main that follows `commit` on it."""
        step = self._steps[commit] + 1
        return self._chain[step] if self.is_own(commit) and step < len(self._chain) else None

    def before(self, commit: int) -> int | None:
        """The step up to which main did not hold `commit`; None where it is one of main's own."""
        step = self.step(commit)
        if step is None:
            return len(self._chain)
        return None if self._chain[step] == commit else step

    def held(self, commit: int, before: int) -> bool:
        """Whether main held `commit` before its step `before`."""
        return 0 <= self._steps[commit] < before

    def since(self, step: int) -> list[int]:
        """The commits of main itself after its step `step`, the oldest first."""
        return self._chain[step + 1 :]
