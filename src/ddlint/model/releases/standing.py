"""Where a release would be made: on main, on a hotfix branch or on another line, and after which release."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from semver import Version

from ddlint.model.releases.bump import core_of
from ddlint.model.releases.fork import fork_of
from ddlint.model.releases.graph import Graph
from ddlint.model.releases.release_tag import ReleaseTag, precedes
from ddlint.model.releases.releases import Releases
from ddlint.model.releases.trunk import Trunk


class Where(StrEnum):
    """The kind of line."""

    MAIN = "main"
    """Main, or a branch that is to be merged into it."""
    HOTFIX = "hotfix"
    """A branch called by the version it releases."""
    LINE = "line"
    """A branch that releases of its own stand on."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a release would be made.

    Attributes:
        where: the kind of line.
        base: the final release that the next one follows; None before the first.
        lower: the final releases whose commits were released already.
        target: on a hotfix branch the version in its name.
        ceiling: on a line of its own the lowest release above it, which it must not reach.
    """

    where: Where
    base: ReleaseTag | None
    lower: tuple[ReleaseTag, ...]
    target: Version | None = None
    ceiling: ReleaseTag | None = None


def standing(graph: Graph, releases: Releases, trunk: Trunk, tip: int, target: Version | None) -> Standing:
    """Where a release on the commit `tip` would be made.

    Args:
        graph: the commits.
        releases: the release tags.
        trunk: the main branch.
        tip: the commit.
        target: the version in the name of its branch, where that is a hotfix branch.
    """
    finals = tuple(releases.finals)
    if target is not None:
        base = _hotfix_base(graph, releases, trunk, tip, target)
        return Standing(Where.HOTFIX, base, _up_to(finals, base), target)
    if not _has_own_releases(graph, releases, trunk, tip):
        return Standing(Where.MAIN, finals[-1] if finals else None, finals)
    below = graph.below(tip)
    base = max((tag for tag in finals if tag.commit in below), key=lambda tag: tag.version)
    ceiling = next((tag for tag in finals if tag.version > base.version), None)
    return Standing(Where.LINE, base, _up_to(finals, base), ceiling=ceiling)


def _hotfix_base(
    graph: Graph, releases: Releases, trunk: Trunk, tip: int, target: Version
) -> ReleaseTag | None:
    """What was released on the branch already, else the release it was forked from, else the one below."""
    below = graph.below(tip)
    line = [tag for tag in releases.finals if core_of(tag.version)[:2] == core_of(target)[:2]]
    own = [tag for tag in line if tag.version >= target and tag.commit in below]
    if own:
        return own[-1]
    wanted = precedes(target)
    expected = releases.final(wanted) if wanted else None
    if expected is not None:
        return expected
    forked = fork_of(graph, tip, target, releases, trunk).tag
    lower = [tag for tag in releases.finals if tag.version < target]
    return forked or (lower[-1] if lower else None)


def _up_to(finals: tuple[ReleaseTag, ...], base: ReleaseTag | None) -> tuple[ReleaseTag, ...]:
    return tuple(tag for tag in finals if base is not None and tag.version <= base.version)


def _has_own_releases(graph: Graph, releases: Releases, trunk: Trunk, tip: int) -> bool:
    """Whether a final release stands on the way from `tip` to main, by first parents."""
    for commit in graph.chain(tip):
        if trunk.is_own(commit):
            return False
        if releases.finals_on(commit):
            return True
    return False
