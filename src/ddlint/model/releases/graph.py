"""The commits of a repository as numbers: all questions about ancestry are answered from memory.

Asking git each question by itself takes 0.2 s for a merge base in a history of 100,000 commits; loading them
once takes what `git rev-list --all` takes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush


@dataclass(slots=True)
class Graph:
    """The commits that were loaded. Their numbers have no meaning but that of an index.

    Attributes:
        oids: the full ids.
        parents: the numbers of the parents, in order; a parent that was not fetched is left out.
        times: when the commit was made, in seconds since 1970; 0 where it does not say.
        authors: who wrote the change and when, as one number: equal for a commit and its cherry-pick.
        subjects: the first line of the message.
        picked: the ids, often abbreviated, that a commit says it was picked from.
        reverted: the ids that a commit says it reverts.
        squashed: the ids that a squash says it consists of, as git writes them into its message.
        pulls: the numbers of pull requests that the text of a commit says it is a pick of.
        stated: the commits, releases or versions that a commit says it stands for (`Merged-back:`).
    """

    oids: list[str] = field(default_factory=list)
    parents: list[tuple[int, ...]] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    authors: list[int] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    picked: dict[int, tuple[str, ...]] = field(default_factory=dict)
    reverted: dict[int, tuple[str, ...]] = field(default_factory=dict)
    squashed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    pulls: dict[int, tuple[str, ...]] = field(default_factory=dict)
    stated: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _generations: list[int] = field(default_factory=list)
    _sorted: list[str] = field(default_factory=list)

    def number(self, oid: str) -> int | None:
        """The number of the commit with this full id; None for one that was not loaded."""
        return self._numbers.get(oid)

    def named(self, name: str) -> int | None:
        """The number of the commit whose id begins with `name`; None for none or several."""
        if name in self._numbers:
            return self._numbers[name]
        if len(self._sorted) != len(self.oids):
            self._sorted = sorted(self.oids)
        at = bisect_left(self._sorted, name)
        found = [oid for oid in self._sorted[at : at + 2] if oid.startswith(name)]
        return self._numbers[found[0]] if len(found) == 1 else None

    def number_of(self, oid: str) -> int:
        """The number that `oid` has or gets: a commit is named by its children before it is loaded."""
        number = self._numbers.setdefault(oid, len(self.oids))
        if number == len(self.oids):
            self.oids.append(oid)
            self.parents.append(())
            self.times.append(0)
            self.authors.append(0)
            self.subjects.append("")
        return number

    @property
    def generations(self) -> list[int]:
        """For each commit a number that is higher than those of its ancestors; made when all are loaded."""
        if len(self._generations) != len(self.oids):
            self._generations = _generations(self.parents)
        return self._generations

    def difference(self, tips: Iterable[int], without: Iterable[int]) -> list[int]:
        """The commits that are reached from `tips` and not from `without`, the newest first.

        Walks down both sides at once, no further than where everything that is left belongs to `without`, so
        that it costs what the difference is long. Generations, not times, give the order: clocks lie.
        """
        height = self.generations
        sides: dict[int, int] = {}
        waiting: list[tuple[int, int]] = []
        for side, commits in ((1, tips), (2, without)):
            for commit in commits:
                if commit not in sides:
                    heappush(waiting, (-height[commit], commit))
                sides[commit] = sides.get(commit, 0) | side
        alone = sum(1 for side in sides.values() if side == 1)
        found = []
        while alone:
            _, commit = heappop(waiting)
            side = sides[commit]
            if side == 1:
                alone -= 1
                found.append(commit)
            for parent in self.parents[commit]:
                before = sides.get(parent, 0)
                after = before | side
                if not before:
                    heappush(waiting, (-height[parent], parent))
                alone += (after == 1) - (before == 1)
                sides[parent] = after
        return found

    def is_ancestor(self, commit: int, of: int) -> bool:
        """Whether `commit` is reached from `of`; a commit is reached from itself."""
        return not self.difference([commit], [of])

    def below(self, tip: int) -> set[int]:
        """All that `tip` contains, itself too."""
        found = {tip}
        waiting = [tip]
        while waiting:
            for parent in self.parents[waiting.pop()]:
                if parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return found

    def chain(self, tip: int) -> Iterator[int]:
        """`tip` and its first parents, the newest first."""
        here: int | None = tip
        while here is not None:
            yield here
            above = self.parents[here]
            here = above[0] if above else None

    def when(self, commit: int) -> int:
        """When a commit was made, in seconds since 1970: not before its parents, whatever its clock said."""
        return max((self.times[each] for each in (commit, *self.parents[commit])), default=0)

    def is_merge(self, commit: int) -> bool:
        """Whether it has two parents or more."""
        return len(self.parents[commit]) > 1


def _generations(parents: list[tuple[int, ...]]) -> list[int]:
    """One more than the highest of the parents', 1 without parents."""
    found = [0] * len(parents)
    for start in range(len(parents)):
        waiting = [start] if not found[start] else []
        while waiting:
            commit = waiting[-1]
            open_ = [parent for parent in parents[commit] if not found[parent]]
            if open_:
                waiting += open_
            else:
                found[commit] = 1 + max((found[parent] for parent in parents[commit]), default=0)
                waiting.pop()
    return found
