"""Hotfixes as the rules on branches take them: names and ids in place of numbers, and what was out when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from semver import Version

from ddlint.config.settings import Settings
from ddlint.engine.hotfixes import State, states
from ddlint.engine.lines import Lines
from ddlint.git.history import Commit, commits_by_id
from ddlint.git.repository import Repository
from ddlint.model.releases.branch_name import misnamed, short_branch
from ddlint.model.releases.fork import ForkKind
from ddlint.model.releases.hotfix import Hotfix
from ddlint.model.releases.hotfix_state import (
    Earlier,
    HotfixState,
    Left,
    MisnamedBranch,
    NamedCommit,
    OnBranch,
    OwnCommit,
    line,
)
from ddlint.model.releases.release_tag import ReleaseTag, precedes
from ddlint.model.releases.returned import Return


@dataclass(frozen=True, slots=True)
class _Begun:
    """When a hotfix was begun: when its first commit was written, and when that commit was made.

    The two differ where the commit was rebased or picked.
    """

    written: int
    made: int


def is_hotfix(lines: Lines, hotfix: Hotfix) -> bool:
    """Whether it was made on a branch of its own: a patch release of main itself is none."""
    return bool(hotfix.name) or not lines.trunk.is_own(hotfix.tip)


def hotfix_of_tag(lines: Lines, tag: str) -> Hotfix | None:
    """The hotfix that the release tag `tag` released; None for a release of main, or where there is none."""
    made = (each for each in lines.hotfixes() if each.tag is not None and each.tag.name == tag)
    return next((each for each in made if is_hotfix(lines, each)), None)


def hotfix_states(
    repository: Repository, lines: Lines, chosen: Sequence[Hotfix], settings: Settings
) -> list[HotfixState]:
    """The hotfixes `chosen` as subjects, in their order.

    Args:
        repository: where they are.
        lines: its lines of releases.
        chosen: of `lines.hotfixes()`.
        settings: what need not come back, and which releases were rolled back.

    Raises:
        ObjectMissing: a commit is not in this clone.
    """
    judged = states(repository, lines, chosen, settings.branches)
    own = {commit for each in chosen for commit in each.own}
    oids = [lines.graph.oids[commit] for commit in sorted(own)]
    messages = {each.oid: each for each in commits_by_id(repository, oids)}
    others = [each for each in lines.hotfixes() if is_hotfix(lines, each) and each.own]
    gone = frozenset(settings.versions.withdrawn)
    out = [tag for tag in lines.releases.finals if tag.name not in gone]
    return [_subject(lines, each, messages, others, out) for each in judged]


def misnamed_branches(lines: Lines, names: Iterable[str]) -> list[MisnamedBranch]:
    """The branches of `names`, full names, that are meant as hotfixes, called otherwise and not on main."""
    found = []
    for ref in names:
        name = short_branch(ref)
        meant = misnamed(lines.template, name)
        if meant is not None and lines.trunk.step(lines.branches[ref]) is None:
            found.append(MisnamedBranch(ref, name, meant))
    return found


def _subject(
    lines: Lines,
    state: State,
    messages: dict[str, Commit],
    others: Sequence[Hotfix],
    out: Sequence[ReleaseTag],
) -> HotfixState:
    hotfix, graph = state.hotfix, lines.graph
    begun = _begun(lines, hotfix, messages)
    tag = hotfix.tag
    return HotfixState(
        version=hotfix.version,
        branch=hotfix.branch,
        name=hotfix.name,
        tag=tag.name if tag else "",
        main=lines.main,
        left=_left(lines, hotfix, begun, out),
        foreign=_named(lines, hotfix.foreign),
        commits=tuple(_own(lines, each, messages) for each in state.returns),
        back=state.back,
        on_branch=_on_branch(lines, hotfix),
        tagged=_named(lines, [tag.commit])[0] if tag else None,
        published=tag.time if tag else None,
        returned=max((graph.when(each.by) for each in state.returns if each.by is not None), default=None),
        stands_on_main=tag is None and lines.trunk.is_own(hotfix.tip),
        rivals=tuple(_rivals(lines, hotfix, begun, others)),
    )


def _begun(lines: Lines, hotfix: Hotfix, messages: dict[str, Commit]) -> _Begun | None:
    """When a hotfix was begun; one without commits when it was released; None where nothing tells."""
    tag, graph = hotfix.tag, lines.graph
    if not hotfix.own:
        return _Begun(tag.time, tag.time) if tag else None
    first = hotfix.own[-1]
    made = graph.when(first)
    if tag is not None and tag.annotated:
        made = min(made, tag.time)  # what was released was begun before, whatever its clock said
    return _Begun(min(messages[graph.oids[first]].author.time or made, made), made)


def _named(lines: Lines, commits: Iterable[int]) -> tuple[NamedCommit, ...]:
    graph = lines.graph
    return tuple(NamedCommit(graph.oids[each], graph.subjects[each]) for each in commits)


def _own(lines: Lines, found: Return, messages: dict[str, Commit]) -> OwnCommit:
    (commit,) = _named(lines, [found.commit])
    by = _named(lines, [found.by])[0] if found.by is not None else None
    return OwnCommit(commit, messages[commit.oid].message, found.verdict, by, found.certain, found.why)


def _left(lines: Lines, hotfix: Hotfix, begun: _Begun | None, releases: Sequence[ReleaseTag]) -> Left:
    fork = hotfix.fork
    base = _named(lines, [fork.base])[0] if fork.base is not None else None
    version = fork.tag.version if fork.tag else None
    out = [*_out_before(releases, hotfix, begun)]
    same = [each for each in out if line(each.version) == line(version or hotfix.version)]
    brought: tuple[NamedCommit, ...] = ()
    if fork.kind is ForkKind.MAIN and fork.base is not None:
        before = [tag.commit for tag in lines.releases.finals if tag.version < hotfix.version]
        brought = _named(lines, lines.graph.difference([fork.base], before))
    return Left(
        kind=fork.kind,
        base=base,
        tag=fork.tag.name if fork.tag else "",
        version=version,
        brought=brought,
        expected=_expected(lines, hotfix),
        line=_highest(same, version),
        highest=_highest(out, version),
    )


def _expected(lines: Lines, hotfix: Hotfix) -> str:
    wanted = precedes(hotfix.version)
    exact = lines.releases.final(wanted) if wanted else None
    if exact is not None:
        return exact.name
    below = [tag for tag in lines.releases.finals if tag.version < hotfix.version]
    return max(below, key=lambda tag: tag.version).name if below else ""


def _out_before(releases: Sequence[ReleaseTag], hotfix: Hotfix, begun: _Begun | None) -> Iterable[Earlier]:
    """The final releases that were out when a hotfix was begun; all others where nothing was done on it.

    A tag that is not annotated does not say when it was made: its commit is older than it.
    """
    for tag in releases:
        if tag.version == hotfix.version or (begun and tag.time > begun.made):
            continue
        sure = begun is not None and tag.annotated and tag.time <= begun.written
        yield Earlier(tag.name, tag.version, sure)


def _highest(out: Sequence[Earlier], left: Version | None) -> Earlier | None:
    """The highest release; the highest of the sure ones where that is above the one the hotfix left from."""
    sure = [each for each in out if each.certain and (left is None or each.version > left)]
    return max(sure or out, key=lambda each: each.version, default=None)


def _on_branch(lines: Lines, hotfix: Hotfix) -> OnBranch:
    if hotfix.tag is None:
        return OnBranch.UNRELEASED
    if hotfix.head is None:
        return OnBranch.UNKNOWN
    there = lines.graph.is_ancestor(hotfix.tag.commit, hotfix.head)
    return OnBranch.YES if there else OnBranch.ELSEWHERE


def _rivals(lines: Lines, hotfix: Hotfix, begun: _Begun | None, others: Sequence[Hotfix]) -> Iterable[str]:
    """The hotfixes of the same line that were begun before and not finished when `hotfix` was begun."""
    graph = lines.graph
    if begun is None:
        return
    for other in others:
        alike = line(other.version) == line(hotfix.version) and other.tip != hotfix.tip
        if not alike or not graph.when(other.own[-1]) <= begun.made < _finished(lines, other.tag, other.tip):
            continue
        if not graph.is_ancestor(other.tip, hotfix.tip) and not graph.is_ancestor(hotfix.tip, other.tip):
            yield other.name or (other.tag.name if other.tag else "")


def _finished(lines: Lines, tag: ReleaseTag | None, tip: int) -> int:
    """When a hotfix was released; where it is not yet, when it was last worked on."""
    return tag.time if tag else lines.graph.when(tip)
