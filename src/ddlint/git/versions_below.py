"""The highest version that a commit contains, for several commits in one walk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ddlint.git.repository import Repository
from ddlint.model.release_name import is_prerelease
from ddlint.model.semver.version import Key


class Tagged(NamedTuple):
    """A release tag.

    Attributes:
        name: without `refs/tags/`.
        key: what its version is ordered by.
        commit: the full id of what it is on; empty where that is not here.
        pushed: whether the push brings it.
    """

    name: str
    key: Key
    commit: str
    pushed: bool = False


def highest_below(
    repository: Repository, tags: Iterable[Tagged], released: Iterable[Tagged]
) -> dict[str, str | None]:
    """For each tag the name of the highest release that its commit contains, where that is higher.

    A tag on the same commit does not count where the push brings both, or where this one is a candidate of
    that release. Where no release is higher, nothing is walked.

    Args:
        repository: where to walk.
        tags: to look below.
        released: all release tags.

    Returns:
        By name; empty where nothing higher is contained, None where the history is cut before that is sure.
    """
    everything = sorted(released, key=lambda each: each.key, reverse=True)
    found: dict[str, str | None] = {}
    waiting = []
    for tag in tags:
        found[tag.name] = ""
        if everything and everything[0].key > tag.key:
            waiting.append(tag)
    if waiting:
        below, cut = _walked(repository, {tag.commit for tag in waiting}, everything)
        beside: dict[tuple[str, bool], list[Tagged]] = {}
        for each in everything:
            beside.setdefault((each.commit, each.pushed), []).append(each)
        for tag in waiting:
            found[tag.name] = _above(tag, below[tag.commit], beside) or (None if cut else "")
    return found


def _above(tag: Tagged, below: Tagged | None, beside: dict[tuple[str, bool], list[Tagged]]) -> str:
    """The higher of the release below and that on the same commit, where it is higher than `tag`."""
    groups = (beside.get((tag.commit, False), ()), () if tag.pushed else beside.get((tag.commit, True), ()))
    higher = [below] if below and below.key > tag.key else []
    for group in groups:
        for each in group:
            if each.key <= tag.key or not _may_be_together(tag, each):
                higher += [each] if each.key > tag.key else []
                break
    return max(higher, key=lambda each: each.key).name if higher else ""


def _may_be_together(tag: Tagged, other: Tagged) -> bool:
    """Whether two tags may come to one commit in any order: a candidate, and the release it became."""
    return is_prerelease(tag.key) and tag.key[:3] == other.key[:3]


def _walked(
    repository: Repository, commits: Iterable[str], released: Iterable[Tagged]
) -> tuple[dict[str, Tagged | None], bool]:
    """The highest release strictly below each commit of the walk, and whether the walk met a cut."""
    on: dict[str, Tagged] = {}
    for tag in released:
        if tag.commit not in on or on[tag.commit].key < tag.key:
            on[tag.commit] = tag
    data = "".join(f"{oid}\n" for oid in sorted(commits)).encode("ascii")
    with repository.git.stream(("rev-list", "--topo-order", "--parents", "--stdin"), data=data) as stream:
        lines = b"".join(stream).decode("ascii").splitlines()
    cut = repository.shallow_commits()
    below: dict[str, Tagged | None] = {}
    for line in reversed(lines):
        commit, *parents = line.split(" ")
        best: Tagged | None = None
        for parent in parents:
            for each in (on.get(parent), below.get(parent)):
                if each and (best is None or each.key > best.key):
                    best = each
        below[commit] = best
    return below, any(commit in below for commit in cut)
