"""The state of every hotfix: git's answers gathered in a fixed number of processes, judged by the model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ddlint.config.patterns import matches_any
from ddlint.config.settings import BranchSettings, Settings
from ddlint.errors import DdlintError, Incomplete
from ddlint.git.failure import ObjectMissing
from ddlint.git.graph import load
from ddlint.git.patches import changed_paths, patch_ids, trees, whole_patch_ids
from ddlint.git.refs import HEADS, REMOTES, TAGS, Ref, Refs, main_branch, refs
from ddlint.git.repository import Repository
from ddlint.model.releases.graph import Graph
from ddlint.model.releases.hotfix import Hotfix, hotfixes
from ddlint.model.releases.merged_back import (
    Back,
    Clues,
    Evidence,
    Return,
    compared,
    looked_at,
    returns,
    squashes,
    unexplained,
    verdict,
)
from ddlint.model.releases.release_tag import ReleaseTag, version_in
from ddlint.model.releases.releases import Releases
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


@dataclass(frozen=True, slots=True)
class Lines:
    """The releases of a repository.

    Attributes:
        graph: the commits.
        releases: the release tags.
        trunk: the main branch.
        main: its name.
        states: the hotfixes, the lowest version first.
    """

    graph: Graph
    releases: Releases
    trunk: Trunk
    main: str
    states: Sequence[State]


def lines_of(repository: Repository, settings: Settings, hint: str) -> Lines:
    """The hotfixes of `repository`.

    Args:
        repository: where to look.
        settings: the forms of tags and branches, and the main branch.
        hint: how to get the rest of the history, for a clone that has a part of it.

    Raises:
        Incomplete: the history is cut, so that nothing can be said.
        DdlintError: there is no main branch.
    """
    if repository.is_shallow:
        raise Incomplete(
            "the history of this clone is cut, so where hotfixes left and came back is unknown", hint
        )
    found = refs(repository, (HEADS, REMOTES, TAGS))
    main = main_branch(found, settings.branches.main)
    if main is None:
        raise DdlintError(
            "there is no main branch (main, master or trunk) in this clone",
            "set `[branches] main` to its name",
        )
    graph = load(repository, _tips(found))
    tip = graph.number(main.peeled)
    if tip is None:
        raise DdlintError(f"{main.short} is no branch of commits", "set `[branches] main` to its name")
    trunk = Trunk(graph, tip)
    releases = Releases(_release_tags(graph, found, settings.versions.tag))
    branches = {ref.name: graph.number(ref.oid) for ref in _branches(found) if ref.name != main.name}
    known = {name: number for name, number in branches.items() if number is not None}
    every = [*hotfixes(graph, releases, known, settings.branches.hotfix, trunk)]
    clues = Clues.of(graph, trunk, (commit for each in every for commit in each.own))
    evidence = _evidence(repository, graph, trunk, clues, every, settings.branches)
    states = [_state(graph, trunk, clues, evidence, each) for each in every]
    return Lines(graph, releases, trunk, main.short, states)


def _state(graph: Graph, trunk: Trunk, clues: Clues, evidence: Evidence, hotfix: Hotfix) -> State:
    found = returns(graph, trunk, clues, evidence, hotfix)
    return State(hotfix, verdict(hotfix, found), found)


def _tips(found: Refs) -> Iterable[str]:
    for ref in found.by_name.values():
        if not ref.target and ref.type in {"commit", "tag"}:
            yield ref.peeled


def _branches(found: Refs) -> Iterable[Ref]:
    return (ref for prefix in (REMOTES, HEADS) for ref in found.under(prefix) if not ref.target)


def _release_tags(graph: Graph, found: Refs, template: str) -> Iterable[ReleaseTag]:
    for ref in found.under(TAGS):
        version = version_in(template, ref.name.removeprefix(TAGS))
        commit = graph.number(ref.peeled)
        if version is not None and commit is not None:
            name = ref.name.removeprefix(TAGS)
            yield ReleaseTag(name, version, commit, annotated=ref.type == "tag", time=graph.times[commit])


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
