"""Hotfixes: the patch releases and the branches they are made on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from semver import Version

from ddlint.model.releases.fork import Fork, ForkKind, fork_of
from ddlint.model.releases.graph import Graph
from ddlint.model.releases.release_tag import ReleaseTag
from ddlint.model.releases.releases import Releases, core
from ddlint.model.releases.trunk import Trunk

_FIELD = re.compile(r"\{(\w+)\}")
_PATTERNS = {"version": r"(?P<version>[0-9][0-9A-Za-z.+-]*?)", "context": r"(?P<context>[A-Za-z0-9._/-]+)"}


@dataclass(frozen=True, slots=True)
class Hotfix:
    """A patch release, or one in the making.

    Attributes:
        version: what it releases.
        branch: the full name of its branch; empty where that is gone.
        tag: its release tag; None where it is not released yet.
        tip: the newest commit.
        fork: where it left.
        own: its commits since it left, without merges, the newest first.
        foreign: commits of main that came in by a merge, and were not released.
    """

    version: Version
    branch: str
    tag: ReleaseTag | None
    tip: int
    fork: Fork
    own: tuple[int, ...]
    foreign: tuple[int, ...]


def branch_version(template: str, name: str) -> Version | None:
    """The version in the name of a hotfix branch, by a template such as `release-v{version}[-{context}]`.

    Args:
        template: with `{version}` and optionally `{context}`; what stands in `[...]` may be left out.
        name: of the branch, without `refs/heads/` and remote.

    Returns:
        The version; None where the name has another form, or no version that is a final release.
    """
    found = _pattern(template).fullmatch(name)
    if found is None:
        return None
    try:
        version = Version.parse(found["version"])
    except ValueError:
        return None
    return None if version.prerelease or version.build else version


def _pattern(template: str) -> re.Pattern[str]:
    parts = []
    for piece in re.split(r"(\[|\]|\{\w+\})", template):
        field = _FIELD.fullmatch(piece)
        if field and field[1] in _PATTERNS:
            parts.append(_PATTERNS[field[1]])
        else:
            parts.append({"[": "(?:", "]": ")?"}.get(piece, re.escape(piece)))
    return re.compile("".join(parts))


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
    named = dict(_named(branches, template))
    patches = {core(tag): tag for tag in releases.finals if tag.version.patch}
    for version in sorted({*named, *patches}):
        tag = patches.get(version)
        branch, head = named.get(version, ("", -1))
        tip = tag.commit if tag else head
        wanted = tag.version if tag else Version(*version)
        fork = fork_of(graph, tip, wanted, releases, trunk, cut=cut)
        own, foreign = _commits(graph, tip, fork, trunk)
        yield Hotfix(wanted, branch, tag, tip, fork, own, foreign)


def _named(
    branches: Mapping[str, int], template: str
) -> Iterator[tuple[tuple[int, int, int], tuple[str, int]]]:
    for name in sorted(branches, reverse=True):  # refs/heads last, so that a local branch of a name wins
        short = name.removeprefix("refs/heads/")
        if name.startswith("refs/remotes/"):
            short = name.removeprefix("refs/remotes/").partition("/")[2]
        version = branch_version(template, short)
        if version is not None:
            yield (version.major, version.minor, version.patch), (name, branches[name])


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
