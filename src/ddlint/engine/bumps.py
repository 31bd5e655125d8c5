"""What the commits between releases ask for: git's answers gathered in a fixed number of processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ddlint.config.release_settings import Exempt
from ddlint.config.settings import Settings
from ddlint.engine.history import why_exempt
from ddlint.engine.lines import Lines
from ddlint.git.failure import ObjectMissing
from ddlint.git.history import commits_by_id
from ddlint.git.patches import patch_ids
from ddlint.git.repository import Repository
from ddlint.model.message import Message
from ddlint.model.releases.bump import Levels
from ddlint.model.releases.change import Change
from ddlint.model.releases.graph import Graph
from ddlint.model.releases.release_tag import ReleaseTag
from ddlint.model.releases.required import Required, required
from ddlint.model.releases.twins import equal_twins, living, to_compare, told_twins


class _Twin(NamedTuple):
    """The commit of an earlier release, and whether the changes were compared."""

    commit: int
    certain: bool


def required_of(
    repository: Repository, lines: Lines, tip: int, lower: Sequence[ReleaseTag], settings: Settings,
    levels: Levels,
) -> Required:  # fmt: skip
    """What the commits ask for that `tip` has and none of the releases `lower` has.

    Args:
        repository: where to look.
        lines: the releases and commits of it.
        tip: the number of the commit that is, or is to be, released.
        lower: all final releases that are lower, not only the last one, the lowest first.
        settings: which commits are exempt.
        levels: what the project asks for its changes.
    """
    graph = lines.graph
    released = {tag.commit for tag in lower}
    range_ = graph.difference([tip], released)
    base = [lower[-1].commit] if lower else []
    since = graph.difference([tip], base)
    twins = _twins(repository, graph, range_, _others(graph, released, base, tip))
    lacking = {*graph.difference([twin.commit for twin in twins.values()], base)}
    carried = {graph.oids[each] for each in since} - {graph.oids[each] for each in range_}
    carried |= {oid for oid, twin in twins.items() if twin.commit in lacking}
    return required(
        _changes(repository, graph, since),
        levels,
        twins={oid: (graph.oids[twin.commit], twin.certain) for oid, twin in twins.items()},
        carried=carried,
        released=_below(graph, tip),
        merged=_merged(graph, since),
        exempt=lambda change: _is_exempt(settings.versions.exempt, change),
    )


def _others(graph: Graph, released: Iterable[int], base: Sequence[int], tip: int) -> list[int]:
    """The commits of lower releases that `tip` does not contain, those of the last release first."""
    last = graph.difference(base, [tip])
    known = set(last)
    rest = [each for each in graph.difference(released, [tip]) if each not in known]
    return [*living(graph, last), *living(graph, rest)]


def _changes(repository: Repository, graph: Graph, range_: Sequence[int]) -> list[Change]:
    """The commits of the range, read in one process."""
    found = []
    for commit in commits_by_id(repository, [graph.oids[each] for each in range_]):
        author = commit.author
        who = f"{author.name} <{author.email}>"
        found.append(Change(commit.oid, Message(commit.message), commit.is_merge, who))
    return found


def _twins(
    repository: Repository, graph: Graph, range_: Sequence[int], others: Sequence[int]
) -> dict[str, _Twin]:
    """The commits of the range that an earlier release has under another id, by full id."""
    ours = [each for each in range_ if not graph.is_merge(each)]
    told = told_twins(graph, ours, others)
    candidates = to_compare(graph, [each for each in ours if each not in told], others)
    wanted = dict.fromkeys([*candidates, *(each for found in candidates.values() for each in found)])
    pairs = {_with_parent(graph, each): each for each in wanted if not graph.is_merge(each)}
    try:
        patches = patch_ids(repository, pairs)
    except ObjectMissing:
        patches = {}  # a clone without blobs: what messages tell is all there is
    same = equal_twins(candidates, {pairs[pair]: patch for pair, patch in patches.items()})
    return {graph.oids[each]: _Twin(twin, certain=False) for each, twin in told.items()} | {
        graph.oids[each]: _Twin(twin, certain=True) for each, twin in same.items()
    }


def _with_parent(graph: Graph, commit: int) -> tuple[str, str]:
    above = graph.parents[commit]
    return graph.oids[commit], graph.oids[above[0]] if above else ""


def _below(graph: Graph, tip: int) -> Callable[[str], bool]:
    """Whether an id is that of a commit that `tip` contains: of a lower release, if not of the range."""

    @cache
    def contained() -> set[int]:
        return graph.below(tip)

    def is_below(name: str) -> bool:
        commit = graph.named(name)
        return commit is not None and commit in contained()

    return is_below


def _merged(graph: Graph, range_: Sequence[int]) -> dict[str, list[str]]:
    """What each merge that is reverted in the range had brought."""
    found = {}
    for commit in range_:
        for name in graph.reverted.get(commit, ()):
            merge = graph.named(name)
            if merge is not None and graph.is_merge(merge):
                brought = graph.difference([merge], graph.parents[merge][:1])
                found[graph.oids[merge]] = [graph.oids[each] for each in brought]
    return found


def _is_exempt(exempt: Exempt, change: Change) -> bool:
    if not (exempt.authors or exempt.headers):
        return False
    return bool(why_exempt(exempt, change.message.text, change.author))
