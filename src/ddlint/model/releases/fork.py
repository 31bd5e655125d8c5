"""Where a hotfix left main.

`git merge-base main hotfix` moves as soon as main is merged in or the hotfix is merged back, and was wrong in
10 of 21 scenarios. The chain of first parents does not move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from semver import Version

from ddlint.model.releases.graph import Graph
from ddlint.model.releases.release_tag import ReleaseTag, precedes
from ddlint.model.releases.releases import Releases
from ddlint.model.releases.trunk import Trunk


class ForkKind(StrEnum):
    """What a hotfix was forked from."""

    TAG = "tag"
    MAIN = "main"
    ROOT = "root"
    """It begins with a commit that has no parent."""
    UNKNOWN = "unknown"
    """The history that would tell was not fetched."""


@dataclass(frozen=True, slots=True)
class Fork:
    """Where a hotfix left.

    Attributes:
        kind: what it was forked from.
        base: the number of the commit it was forked from; None where that is not known.
        tag: the release tag there, for `TAG`.
        foxtrot: the tag is not on the chain of first parents, because a merge turned it round; all that it
            released is there all the same, and nothing of main came with it.
    """

    kind: ForkKind
    base: int | None = None
    tag: ReleaseTag | None = None
    foxtrot: bool = False


def fork_of(
    graph: Graph, tip: int, version: Version, releases: Releases, trunk: Trunk, *,
    cut: frozenset[int] = frozenset(),
) -> Fork:  # fmt: skip
    """Where the hotfix for `version` that ends at `tip` left.

    Args:
        graph: the commits.
        tip: the newest commit of the hotfix: of its branch, else of its tag.
        version: what it releases.
        releases: the release tags.
        trunk: the main branch.
        cut: commits whose parents were not fetched.
    """
    below = tip
    for commit in graph.chain(tip):
        if base := _released(releases.finals_on(commit), version):
            found = Fork(ForkKind.TAG, commit, base)
            break
        if commit != tip and trunk.is_own(commit) and trunk.child(commit) != below:
            found = Fork(ForkKind.MAIN, commit)
            break
        below = commit
    else:
        found = Fork(ForkKind.UNKNOWN) if below in cut else Fork(ForkKind.ROOT, below)
    return _turned_round(graph, tip, version, releases, trunk, found) or found


def _released(tags: Sequence[ReleaseTag], below: Version) -> ReleaseTag | None:
    """The highest final release of `tags` that is lower than `below`."""
    return max((tag for tag in tags if tag.version < below), key=lambda tag: tag.version, default=None)


def _turned_round(
    graph: Graph, tip: int, version: Version, releases: Releases, trunk: Trunk, found: Fork
) -> Fork | None:
    """The expected tag where a merge the wrong way round hides it, and nothing of main came after it.

    The tag may even stand on that merge: then all that it released is there, but for the merge itself.
    """
    wanted = precedes(version)
    if wanted is None or (found.tag and found.tag.version.to_tuple()[:3] == wanted):
        return None
    expected = releases.final(wanted)
    if expected is None or expected.commit == tip:
        return None
    if any(not graph.is_merge(commit) for commit in graph.difference([expected.commit], [tip])):
        return None
    before = trunk.before(tip)
    own = graph.difference([tip], [expected.commit])
    if before is None or any(trunk.held(commit, before) for commit in own):
        return None
    return Fork(ForkKind.TAG, expected.commit, expected, foxtrot=True)
