"""The lines that images are built from (main, release branches), and which step of them brought a commit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ddlint.git.refs import HEADS, REMOTES, TAGS, Ref, Refs, branches, main_branch, refs
from ddlint.git.repository import Repository

_RELEASE = re.compile(r"v?[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Line:
    """A branch that images are built from.

    Attributes:
        name: for people.
        tip: the full id of its newest commit.
        is_main: whether it is the main branch.
    """

    name: str
    tip: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """Where a commit is on a line; see `ddlint.model.service_commits.CommitFact`."""

    line: str
    number: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """What the walk over the lines found.

    Attributes:
        by_oid: the step of each commit that was asked for, where a line holds it.
        newest: the time of the newest tip; None without lines.
        made_at: the commits of the lines that were made at each of the times that were asked for.
    """

    by_oid: dict[str, Step]
    newest: int | None
    made_at: dict[int, list[str]] = field(default_factory=dict)


def lines_of(repository: Repository, main: str, is_release: Callable[[str], bool]) -> list[Line]:
    """The main branch, as its remote and as this clone has it, then release branches, then tags of releases.

    The tags, because the branch of a hotfix may be gone that was merged back as another commit. Other remotes
    do not count: what is on `main` of somebody's fork is not on main.

    Args:
        repository: where to look.
        main: the configured main branch; empty to find out.
        is_release: whether a branch of this name is a release branch.
    """
    found = branches(repository)
    trunk = main_branch(found, main)
    ours = [ref for prefix in (_remote(found, trunk), HEADS) if prefix for ref in found.under(prefix)]
    named = [ref for ref in ours if not ref.target]
    first = [trunk, *(ref for ref in named if _name(ref) == _name(trunk))] if trunk else []
    lines = [Line(_name(ref), ref.oid, is_main=True) for ref in first]
    lines += [Line(_name(ref), ref.oid) for ref in named if is_release(_name(ref))]
    lines += [Line(f"tag {ref.short}", ref.peeled) for ref in _release_tags(repository)]
    by_tip: dict[str, Line] = {}
    for line in lines:
        by_tip.setdefault(line.tip, line)
    return list(by_tip.values())


def _remote(found: Refs, trunk: Ref | None) -> str:
    """What the branches of the remote begin with that counts: that of main, else the first; or nothing."""
    if trunk and trunk.name.startswith(REMOTES):
        return f"{REMOTES}{trunk.short.partition('/')[0]}/"
    return next((f"{REMOTES}{name}/" for name in found.remotes()), "")


def _release_tags(repository: Repository) -> list[Ref]:
    return [ref for ref in refs(repository, (TAGS,)).by_name.values() if _RELEASE.fullmatch(ref.short)]


def _name(ref: Ref) -> str:
    """The name of a branch without that of its remote."""
    return ref.short.partition("/")[2] if ref.name.startswith(REMOTES) else ref.short


def steps_of(repository: Repository, lines: Sequence[Line], wanted: set[str], moments: set[int]) -> Steps:
    """The step of each commit in `wanted`, from one walk over all lines.

    Args:
        repository: where to look.
        lines: what to walk over.
        wanted: full ids.
        moments: times in seconds since 1970, of which to tell the commits.

    Raises:
        ObjectMissing: a commit of the walk is not in this clone.
    """
    if not lines:
        return Steps({}, None)
    graph = _graph(repository, [line.tip for line in lines], moments)
    seen: set[bytes] = set()
    found: dict[str, Step] = {}
    asked = {oid.encode("ascii") for oid in wanted}
    for line in lines:
        chain = _chain(line.tip.encode("ascii"), graph.parents, seen)
        for number, oid in enumerate(reversed(chain)):
            for each in _arrived(oid, graph.parents, seen):
                if each in asked:
                    found[each.decode("ascii")] = Step(line.name, number, each == oid)
    return Steps(found, graph.newest, graph.made_at)


@dataclass(slots=True)
class _Graph:
    """The parents of every commit that is reached, the time of the newest tip, commits by time."""

    parents: dict[bytes, list[bytes]]
    newest: int
    made_at: dict[int, list[str]]


def _graph(repository: Repository, tips: Sequence[str], moments: set[int]) -> _Graph:
    data = "".join(f"{tip}\n" for tip in tips).encode("ascii")
    graph = _Graph({}, 0, {})
    ends = {tip.encode("ascii") for tip in tips}
    wanted = {b"%d" % moment for moment in moments}
    rest = b""
    with repository.git.stream(("rev-list", "--parents", "--timestamp", "--stdin"), data=data) as stream:
        for chunk in stream:
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                time, oid, *above = line.split(b" ")
                graph.parents[oid] = above
                if time in wanted:
                    graph.made_at.setdefault(int(time), []).append(oid.decode("ascii"))
                if oid in ends:
                    graph.newest = max(graph.newest, int(time))
    return graph


def _chain(tip: bytes, parents: dict[bytes, list[bytes]], seen: set[bytes]) -> list[bytes]:
    """`tip` and its first parents, the newest first, up to what another line holds."""
    chain: list[bytes] = []
    here: bytes | None = tip
    while here is not None and here not in seen and here in parents:
        chain.append(here)
        above = parents[here]
        here = above[0] if above else None
    return chain


def _arrived(oid: bytes, parents: dict[bytes, list[bytes]], seen: set[bytes]) -> list[bytes]:
    """`oid` and all before it that is not in `seen` yet, to which it is added."""
    arrived: list[bytes] = []
    waiting = [oid]
    while waiting:
        each = waiting.pop()
        if each not in seen and each in parents:
            seen.add(each)
            arrived.append(each)
            waiting += parents[each]
    return arrived
