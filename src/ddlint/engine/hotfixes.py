"""The state of every hotfix: git's answers gathered in a fixed number of processes, judged by the model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ddlint.config.patterns import matches_any
from ddlint.config.settings import BranchSettings
from ddlint.engine.lines import Lines
from ddlint.git.failure import ObjectMissing
from ddlint.git.patches import changed_paths, patch_ids, trees, whole_patch_ids
from ddlint.git.repository import Repository
from ddlint.model.releases.clues import Clues
from ddlint.model.releases.graph import Graph
from ddlint.model.releases.hotfix import Hotfix
from ddlint.model.releases.merged_back import (
    Back,
    Evidence,
    Return,
    compared,
    looked_at,
    returns,
    squashes,
    unexplained,
    verdict,
)
from ddlint.model.releases.trunk import Trunk


@dataclass(frozen=True, slots=True)
class State:
    """A hotfix and what became of it.

    Attributes:
        hotfix: the hotfix.
        back: what became of it as a whole.
        returns: what became of each of its commits.
    """

    hotfix: Hotfix
    back: Back
    returns: Sequence[Return]


def states(
    repository: Repository, lines: Lines, every: Sequence[Hotfix], settings: BranchSettings
) -> list[State]:
    """What became of the hotfixes `every`, in their order.

    Args:
        repository: where to look at what commits changed.
        lines: its lines of releases.
        every: the hotfixes.
        settings: what need not come back.
    """
    graph, trunk = lines.graph, lines.trunk
    clues = Clues.of(graph, trunk, (commit for each in every for commit in each.own))
    evidence = _evidence(repository, graph, trunk, clues, every, settings)
    return [_state(graph, trunk, clues, evidence, each) for each in every]


def _state(graph: Graph, trunk: Trunk, clues: Clues, evidence: Evidence, hotfix: Hotfix) -> State:
    found = returns(graph, trunk, clues, evidence, hotfix)
    return State(hotfix, verdict(hotfix, found), found)


def _evidence(
    repository: Repository, graph: Graph, trunk: Trunk, clues: Clues, every: Sequence[Hotfix],
    settings: BranchSettings,
) -> Evidence:  # fmt: skip
    def oids(commits: Iterable[int]) -> list[str]:
        return [graph.oids[commit] for commit in dict.fromkeys(commits)]

    def numbered(found: dict[str, str]) -> dict[int, str]:
        return {number: value for oid, value in found.items() if (number := graph.number(oid)) is not None}

    by_commit = numbered(trees(repository, oids(c for each in every for c in looked_at(graph, trunk, each))))
    open_ = {each.tip: [*unexplained(graph, trunk, clues, each)] for each in every}
    several = {each.tip: squashes(trunk, clues, each) for each in every if open_[each.tip]}
    wanted = [c for each in every for c in compared(graph, trunk, clues, each)]
    wanted += [c for squash in several.values() for c in squash]
    try:
        patches = numbered(patch_ids(repository, oids(wanted)))
        paths = changed_paths(repository, oids(c for commits in open_.values() for c in commits))
        wholes = _wholes(repository, graph, [each for each in every if several.get(each.tip)])
    except ObjectMissing:
        return Evidence(trees=by_commit, lacking=True)
    kept = {
        graph.number(oid)
        for oid, changed in paths.items()
        if changed and all(matches_any(settings.bookkeeping, path) for path in changed)
    }
    return Evidence(patches, by_commit, wholes, frozenset(c for c in kept if c is not None))


def _wholes(repository: Repository, graph: Graph, every: Sequence[Hotfix]) -> dict[int, str]:
    """The patch id of all that each hotfix changed; none where two left from the same files."""
    ends = [graph.oids[c] for each in every if each.fork.base is not None for c in (each.fork.base, each.tip)]
    tree = trees(repository, ends)
    pairs: dict[str, list[Hotfix]] = {}
    for each in every:
        if each.fork.base is not None:
            pairs.setdefault(tree[graph.oids[each.fork.base]], []).append(each)
    alone = {base: found[0] for base, found in pairs.items() if len(found) == 1}
    ids = whole_patch_ids(repository, [(base, tree[graph.oids[each.tip]]) for base, each in alone.items()])
    return {alone[base].tip: patch for base, patch in ids.items()}
