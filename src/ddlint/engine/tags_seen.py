"""Release tags as the rules on them see them: everything read at once, whatever number of tags there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from semver import Version

from ddlint.config.release_branches import is_release_branch
from ddlint.config.settings import Settings
from ddlint.engine.lines import Lines
from ddlint.git.refs import TAGS, Ref, refs
from ddlint.git.repository import Repository
from ddlint.git.tag_objects import tag_objects
from ddlint.git.tag_values import local_tags
from ddlint.model.release_name import near_miss
from ddlint.model.releases.branch_name import branch_version, short_branch
from ddlint.model.releases.bump import core_of
from ddlint.model.releases.candidate import before, is_candidate
from ddlint.model.releases.highest_below import HighestBelow
from ddlint.model.releases.release_tag import ReleaseTag, version_in
from ddlint.model.releases.tag_seen import Other, Published, Stands, TagObject, TagSeen

_FEW = 4  # tags


def looks_like_release(name: str, settings: Settings) -> bool:
    """Whether a tag called `name` is a release, or is meant as one."""
    template = settings.versions.tag
    return version_in(template, name) is not None or near_miss(template, name) is not None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read once for all tags."""

    lines: Lines
    settings: Settings
    refs: dict[str, Ref]
    peeled: dict[str, str]
    objects: dict[str, TagObject]
    below: Callable[[int], ReleaseTag | None]
    holders: _Holders
    candidates: dict[tuple[int, int, int], list[ReleaseTag]]
    on: dict[int, list[ReleaseTag]]


def tags_seen(
    repository: Repository, lines: Lines, names: Sequence[str], settings: Settings,
    published: Published | None = None,
) -> list[TagSeen]:  # fmt: skip
    """The tags called `names` as subjects, in their order; each of them has to be there.

    Raises:
        ObjectMissing: an object is not in this clone.
    """
    found = {ref.short: ref for ref in refs(repository, (TAGS,)).by_name.values()}
    annotated = [found[name].oid for name in names if found[name].type == "tag"]
    values = local_tags(repository) if annotated else {}
    peeled = {name: values[f"{TAGS}{name}"].peeled if values else found[name].oid for name in names}
    commits = [lines.graph.number(oid) for oid in peeled.values()]
    known = _Known(
        lines, settings, found, peeled,
        tag_objects(repository, annotated),
        _below(lines, len(names)),
        _holders(lines, settings) if _off_main(lines, commits) else _Holders({}, {}),
        {}, {},
    )  # fmt: skip
    for tag in lines.releases.tags:
        known.on.setdefault(tag.commit, []).append(tag)
        if is_candidate(settings.versions.prerelease, tag.version):
            known.candidates.setdefault(core_of(tag.version), []).append(tag)
    return [_seen(known, name, published if published and published.tag == name else None) for name in names]


def _off_main(lines: Lines, commits: Iterable[int | None]) -> bool:
    return any(commit is not None and lines.trunk.step(commit) is None for commit in commits)


def _below(lines: Lines, count: int) -> Callable[[int], ReleaseTag | None]:
    """What tells the highest release below a commit: one walk over all commits pays for many tags alone."""
    graph, tags = lines.graph, lines.releases.tags
    if count > _FEW:
        return HighestBelow(graph, tags).of

    def of(commit: int) -> ReleaseTag | None:
        held = graph.below(commit) - {commit}
        return next((tag for tag in reversed(tags) if tag.commit in held), None)

    return of


@dataclass(frozen=True, slots=True)
class _Holders:
    """The branches that hold each commit that main lacks: release branches, and others."""

    release: dict[int, list[str]]
    others: dict[int, list[str]]


def _holders(lines: Lines, settings: Settings) -> _Holders:
    found = _Holders({}, {})
    for ref, tip in sorted(lines.branches.items()):
        name = short_branch(ref)
        holding = found.release if is_release_branch(settings, name) else found.others
        for commit in lines.graph.difference([tip], [lines.trunk.tip]):
            names = holding.setdefault(commit, [])
            if name not in names:
                names.append(name)
    return found


def _seen(known: _Known, name: str, published: Published | None) -> TagSeen:
    ref, graph = known.refs[name], known.lines.graph
    template = known.settings.versions.tag
    version, oid = version_in(template, name), known.peeled[name]
    commit = graph.number(oid)
    annotation = known.objects.get(ref.oid)
    miss = near_miss(template, name)
    if commit is None:
        return TagSeen(name, oid, version, miss, Stands.NO_COMMIT, annotation=annotation, published=published)
    stands, branches = _stands(known, commit)
    tag = ReleaseTag(name, version, commit) if version is not None else None
    last = _last_candidate(known, tag) if tag else None
    return TagSeen(
        name, oid, version, miss, stands, branches,
        tuple(_versions(known.settings, branches)), annotation,
        contained=_contained(known, tag) if tag else None,
        shares=tuple(_shares(known.lines, tag)) if tag else (),
        last_candidate=_other(known.lines, last) if last else None,
        has_candidate=last is None or graph.is_ancestor(last.commit, commit),
        missing=_missing(known, tag) if tag else None,
        published=published,
    )  # fmt: skip


def _stands(known: _Known, commit: int) -> tuple[Stands, tuple[str, ...]]:
    if known.lines.trunk.step(commit) is not None:
        return Stands.MAIN, ()
    holders = known.holders
    for kind, held in ((Stands.RELEASE_BRANCH, holders.release), (Stands.ELSEWHERE, holders.others)):
        if names := held.get(commit):
            return kind, tuple(names)
    return Stands.NOWHERE, ()


def _versions(settings: Settings, branches: Iterable[str]) -> Iterable[Version]:
    found = (branch_version(settings.branches.hotfix, name) for name in branches)
    return (version for version in found if version is not None)


def _other(lines: Lines, tag: ReleaseTag) -> Other:
    return Other(tag.name, tag.version, lines.graph.oids[tag.commit])


def _contained(known: _Known, tag: ReleaseTag) -> Other | None:
    """The highest release that the tag contains and that is higher; on its own commit, of another version."""
    lines = known.lines
    here = [
        each
        for each in known.on.get(tag.commit, ())
        if core_of(each.version) != core_of(tag.version) and not each.is_final
    ]
    below = known.below(tag.commit)
    higher = [each for each in (*here, below) if each is not None and each.version > tag.version]
    return _other(lines, max(higher, key=lambda each: each.version)) if higher else None


def _shares(lines: Lines, tag: ReleaseTag) -> Iterable[Other]:
    finals = lines.releases.finals_on(tag.commit)
    return (_other(lines, each) for each in finals if tag.is_final and each.version != tag.version)


def _last_candidate(known: _Known, tag: ReleaseTag) -> ReleaseTag | None:
    """The highest candidate of a final release that was not made after it."""
    found = known.candidates.get(core_of(tag.version), ()) if tag.is_final else ()
    graph = known.lines.graph
    for each in reversed(found):
        if each.commit == tag.commit or not graph.is_ancestor(tag.commit, each.commit):
            return each
    return None


def _missing(known: _Known, tag: ReleaseTag) -> Version | None:
    """`rc.2`, where `rc.3` is there without it."""
    wanted = before(known.settings.versions.prerelease, tag.version)
    there = known.candidates.get(core_of(tag.version), ())
    return None if any(each.version == wanted for each in there) else wanted
