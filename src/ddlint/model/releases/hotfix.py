"""Hotfixes: the patch releases and the branches they are made on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from semver import Version

from ddlint.model.releases.branch_name import branch_version, is_of_candidate, merged_branch, short_branch
from ddlint.model.releases.fork import Fork, ForkKind, fork_of
from ddlint.model.releases.graph import Graph
from ddlint.model.releases.release_tag import ReleaseTag
from ddlint.model.releases.releases import Core, Releases, core
from ddlint.model.releases.trunk import Trunk


@dataclass(frozen=True, slots=True)
class Line:
    """A branch of hotfixes, as it is or as the merge that brought it to main remembers it.

    Attributes:
        name: without `refs/heads/` and remote.
        branch: the full name of the ref; empty where that is gone.
        head: its newest commit.
    """

    name: str
    branch: str
    head: int


@dataclass(frozen=True, slots=True)
class Hotfix:
    """A patch release, or one in the making.

    Attributes:
        version: what it releases.
        branch: the full name of its branch; empty where that is gone.
        tag: its release tag; None where it is not released yet.
        tip: the newest commit that is judged: what was released, else the newest of the branch.
        fork: where it left.
        own: its commits since it left, without merges, the newest first.
        foreign: commits of main that came in by a merge, and were not released.
        name: of the branch, also where that is gone and a merge tells of it; else empty.
        head: the newest commit of the branch; None where nothing tells of one.
    """

    version: Version
    branch: str
    tag: ReleaseTag | None
    tip: int
    fork: Fork
    own: tuple[int, ...]
    foreign: tuple[int, ...]
    name: str = ""
    head: int | None = None


def hotfixes(
    graph: Graph, releases: Releases, branches: Mapping[str, int], template: str, trunk: Trunk,
    cut: frozenset[int] = frozenset(),
) -> Iterator[Hotfix]:  # fmt: skip
    """Every patch release and every open hotfix branch, the lowest version first.

    Args:
        graph: the commits.
        releases: the release tags.
        branches: the newest commit of each branch, by its full name.
        template: the form of the names of hotfix branches.
        trunk: the main branch.
        cut: commits whose parents were not fetched.
    """
    lines: dict[Core, dict[str, list[Line]]] = {}
    for version, line in _lines(graph, branches, template, trunk):
        lines.setdefault(version, {}).setdefault(line.name, []).append(line)
    patches = {core(tag): tag for tag in releases.finals if tag.version.patch}
    for version in sorted({*lines, *patches}):
        tag = releases.final(version)
        heads = [_preferred(graph, each, tag) for each in lines.get(version, {}).values()]
        for held_by, own_tag in _shared(graph, heads, tag):
            tip = _tip(graph, trunk, held_by, own_tag)
            fork = fork_of(graph, tip, Version(*version), releases, trunk, cut=cut)
            own, foreign = _commits(graph, tip, fork, trunk)
            found = Hotfix(Version(*version), "", own_tag, tip, fork, own, foreign)
            yield (
                found
                if held_by is None
                else replace(found, branch=held_by.branch, name=held_by.name, head=held_by.head)
            )


def _lines(
    graph: Graph, branches: Mapping[str, int], template: str, trunk: Trunk
) -> Iterator[tuple[Core, Line]]:
    """The hotfix branches by version: those there are, and those that only a merge on main tells of."""
    there = set()
    for ref in sorted(branches):  # refs/heads first
        name = short_branch(ref)
        if version := branch_version(template, name):
            there.add(name)
            yield _core(version), Line(name, ref, branches[ref])
    for merge in trunk.since(-1):
        parents = graph.parents[merge]
        name = merged_branch(graph.subjects[merge]) if len(parents) == 2 else ""
        version = branch_version(template, name) if name and name not in there else None
        if version is not None and version.patch and not is_of_candidate(name):  # what prepared a release
            yield _core(version), Line(name, "", parents[1])


def _core(version: Version) -> Core:
    return version.major, version.minor, version.patch


def _preferred(graph: Graph, lines: list[Line], tag: ReleaseTag | None) -> Line:
    """Of the branches of one name, local and of remotes, the one that has the tag, else the local one."""
    if tag is not None and len(lines) > 1:
        return next((line for line in lines if graph.is_ancestor(tag.commit, line.head)), lines[0])
    return lines[0]


def _shared(
    graph: Graph, lines: list[Line], tag: ReleaseTag | None
) -> Iterable[tuple[Line | None, ReleaseTag | None]]:
    """Each branch of a version with its tag: where there are several, the tag belongs to one of them."""
    if not lines:
        return [(None, tag)]
    owner = lines[0]
    if tag is not None and len(lines) > 1:
        owner = next((line for line in lines if graph.is_ancestor(tag.commit, line.head)), owner)
    return [(line, tag if line is owner else None) for line in lines]


def _tip(graph: Graph, trunk: Trunk, line: Line | None, tag: ReleaseTag | None) -> int:
    """The newest commit to judge: the release, unless it was made somewhere else than on the branch."""
    if tag is None:
        assert line is not None, "a hotfix has a tag or a branch"
        return line.head
    if line is None or graph.is_ancestor(tag.commit, line.head):
        return tag.commit
    behind = not trunk.is_own(tag.commit) and graph.is_ancestor(line.head, tag.commit)
    return tag.commit if behind else line.head


def _commits(graph: Graph, tip: int, fork: Fork, trunk: Trunk) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What the hotfix changed itself, and what of main came in by a merge."""
    if fork.base is None:
        return (), ()
    base = [fork.base] if fork.kind is not ForkKind.ROOT else []
    before = trunk.before(tip)
    own, foreign = [], []
    for commit in graph.difference([tip], base):
        brought = before is not None and trunk.held(commit, before)
        if brought:
            foreign.append(commit)
        elif not graph.is_merge(commit):
            own.append(commit)
    return tuple(own), tuple(foreign)
