"""What git has to be asked about changes, to tell whether hotfixes came back; and what it answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ddlint.model.releases.clues import Clues
from ddlint.model.releases.graph import Graph
from ddlint.model.releases.hotfix import Hotfix
from ddlint.model.releases.trunk import Trunk

#: A commit and the one that it is compared with; -1 for a commit without parents.
Span = tuple[int, int]
#: For each path what became of it.
Change = Mapping[str, str]
Same = frozenset[tuple[str, str]]

_MANY = 8  # commits with other words and the same files that are compared for each commit of a hotfix


@dataclass(slots=True)
class Evidence:
    """The changes that were compared.

    Attributes:
        changes: the files that lie between two commits, without those that are bookkeeping.
        patches: the patch id of what lies between two commits.
        kept: the spans that change bookkeeping alone.
        lacking: the clone does not hold the folders, so that no change can be compared.
        unread: spans whose files the clone does not hold, so that they have no patch id.
    """

    changes: dict[Span, Change] = field(default_factory=dict)
    patches: dict[Span, str] = field(default_factory=dict)
    kept: set[Span] = field(default_factory=set)
    lacking: bool = False
    unread: set[Span] = field(default_factory=set)
    _same: dict[Same, list[int]] = field(default_factory=lambda: defaultdict(list))
    _paths: dict[frozenset[str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def index(self, graph: Graph, commits: Iterable[int]) -> None:
        """Make the changes of `commits`, of main, to be found by what they are."""
        for commit in commits:
            change = self.changes.get(span(graph, commit))
            if change:
                self._same[frozenset(change.items())].append(commit)
                self._paths[frozenset(change)].append(commit)

    def same_files(self, change: Change) -> Sequence[int]:
        """The indexed commits that turn the same files into the same."""
        return self._same.get(frozenset(change.items()), ())

    def same_paths(self, change: Change) -> Sequence[int]:
        """The indexed commits that change the same paths."""
        return self._paths.get(frozenset(change), ())


def span(graph: Graph, commit: int) -> Span:
    """A commit with its first parent."""
    above = graph.parents[commit]
    return commit, above[0] if above else -1


def whole(hotfix: Hotfix) -> Span | None:
    """All that a hotfix changed; None where it is not known where it left."""
    return None if hotfix.fork.base is None else (hotfix.tip, hotfix.fork.base)


def left_main(graph: Graph, trunk: Trunk, hotfix: Hotfix) -> int:
    """The last step of main that the hotfix is built on; -1 for none."""
    base = hotfix.fork.base
    return -1 if base is None else trunk.entered(graph, base)


def first_asked(graph: Graph, trunk: Trunk, clues: Clues, hotfix: Hotfix, open_: Sequence[int]) -> set[Span]:
    """The changes to ask for first: of what is open, of what is called alike, and of merges.

    Args:
        graph: the commits.
        trunk: main.
        clues: what the messages tell.
        hotfix: the hotfix.
        open_: those of its commits of which no message tells.
    """
    wanted = {each for commit in open_ for each in (commit, *clues.alike(graph, commit))}
    for commit, merge in _merged_after(graph, trunk, hotfix):
        wanted |= {commit, merge}
    found = {span(graph, each) for each in wanted}
    if open_ and (all_of_it := whole(hotfix)):
        found |= {all_of_it, *(span(graph, each) for each in squashes(trunk, clues, hotfix))}
    return found


def _merged_after(graph: Graph, trunk: Trunk, hotfix: Hotfix) -> Iterator[tuple[int, int]]:
    """The commits of a hotfix with the merges that brought them to main, after it had left main."""
    steps = trunk.steps
    merged = [commit for commit in hotfix.own if steps[commit] >= 0]
    if not merged or trunk.is_own(hotfix.tip):
        return
    tip = next((each for each in graph.chain(hotfix.tip) if trunk.is_own(each)), None)
    held = [each for each in hotfix.foreign if trunk.is_own(each)] + ([] if tip is None else [tip])
    last = max((steps[each] for each in held), default=-1)
    for commit in merged:
        merge = trunk.brought_by(commit)
        if merge is not None and merge != commit and steps[merge] > last:
            yield commit, merge


def searched(trunk: Trunk, graph: Graph, start: int, most: int) -> list[int]:
    """The commits that main got after its step `start`, without merges, the last `most` of them."""
    steps = trunk.steps
    found = [each for each in trunk.held_commits() if steps[each] > start and not graph.is_merge(each)]
    return sorted(found, key=lambda each: -steps[each])[:most]


def squashes(trunk: Trunk, clues: Clues, hotfix: Hotfix) -> list[int]:
    """The commits of main itself after the fork that name the version, and so may hold all of the hotfix."""
    start = trunk.step(hotfix.fork.base) if hotfix.fork.base is not None else None
    named = clues.by_version.get(f"{hotfix.version}", [])
    return [each for each in named if (trunk.step(each) or 0) > (-1 if start is None else start)]


def merged_sides(graph: Graph, trunk: Trunk, evidence: Evidence, hotfix: Hotfix) -> set[Span]:
    """The merges that seem to have left out a commit, each with the parent that has it."""
    return {
        side for commit in hotfix.own if (side := suspect_merge(graph, trunk, evidence, commit)) is not None
    }


def suspect_merge(graph: Graph, trunk: Trunk, evidence: Evidence, commit: int) -> Span | None:
    """The merge that brought `commit` and changed none of its files, with the parent that has it."""
    merge = trunk.brought_by(commit)
    if merge is None or merge == commit:
        return None
    own, brought = evidence.changes.get(span(graph, commit)), evidence.changes.get(span(graph, merge))
    if not own or brought is None or own.keys() & brought.keys():
        return None
    sides = graph.parents[merge][1:]
    having = next((each for each in sides if len(sides) == 1 or graph.is_ancestor(commit, each)), None)
    return None if having is None else (merge, having)


def candidates(
    graph: Graph, trunk: Trunk, clues: Clues, evidence: Evidence, after: int, commit: int
) -> list[int]:
    """The commits of main that may hold the change of `commit`, as all of them touch the same paths."""
    change = evidence.changes.get(span(graph, commit))
    if not change:
        return []
    alike = clues.alike(graph, commit)
    others = [each for each in evidence.same_paths(change) if (trunk.step(each) or 0) > after]
    if len(others) > _MANY:
        others.sort(key=lambda each: abs(graph.when(each) - graph.when(commit)))
    return [
        each
        for each in dict.fromkeys([*alike, *others[:_MANY]])
        if each != commit and evidence.changes.get(span(graph, each), {}).keys() == change.keys()
    ]


def patches_asked(
    graph: Graph, trunk: Trunk, clues: Clues, evidence: Evidence, hotfix: Hotfix, open_: Sequence[int]
) -> Iterator[list[Span]]:
    """The changes whose patch ids are needed: where the paths are the same and the files are not.

    Yields:
        Each time one change of the hotfix and those on main that it may be equal to.
    """
    after = left_main(graph, trunk, hotfix)
    for commit in open_:
        change = evidence.changes.get(span(graph, commit))
        if not change or any((trunk.step(each) or 0) > after for each in evidence.same_files(change)):
            continue
        if found := candidates(graph, trunk, clues, evidence, after, commit):
            yield [span(graph, each) for each in (commit, *found)]
    all_of_it = whole(hotfix)
    change = evidence.changes.get(all_of_it) if all_of_it and open_ else None
    if all_of_it and change:
        like = squash_candidates(graph, trunk, clues, evidence, hotfix, change)
        if like:
            yield [all_of_it, *(span(graph, each) for each in like)]


def squash_candidates(
    graph: Graph, trunk: Trunk, clues: Clues, evidence: Evidence, hotfix: Hotfix, change: Change
) -> list[int]:
    """The commits of main that touch the paths of all that the hotfix changed, those that name it first."""
    after = left_main(graph, trunk, hotfix)
    others = [each for each in evidence.same_paths(change) if (trunk.step(each) or 0) > after][:_MANY]
    named = squashes(trunk, clues, hotfix)
    return [
        each
        for each in dict.fromkeys([*named, *others])
        if evidence.changes.get(span(graph, each), {}).keys() == change.keys()
    ]
