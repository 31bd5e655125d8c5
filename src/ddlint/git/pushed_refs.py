"""What the refs of a push stand for, and where their commits are, by a fixed number of processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ddlint.git.push_plan import Plan
from ddlint.git.refs import HEADS, REMOTES, TAGS, Ref, Refs, main_branch, refs
from ddlint.git.repository import Repository
from ddlint.git.versions_below import Tagged, highest_below
from ddlint.model.ref_update import OnLine, PlannedUpdate, RefUpdate, Target, tag_name
from ddlint.model.release_name import release_key

_CHECK = ("cat-file", "--batch-check=%(objectname) %(objecttype)", "--buffer")


@dataclass(frozen=True, slots=True)
class Process:
    """What counts as a release.

    Attributes:
        main: the configured main branch; empty to find out.
        is_release_branch: says it of a branch name.
        tag: the template of release tags.
    """

    main: str
    is_release_branch: Callable[[str], bool]
    tag: str


def known_refs(repository: Repository) -> Refs:
    """The branches and tags of this clone.

    Raises:
        ObjectMissing: one points to something that is not here.
    """
    return refs(repository, (HEADS, REMOTES, TAGS))


def describe(repository: Repository, plan: Plan, known: Refs, process: Process) -> list[RefUpdate]:
    """All refs of `plan` with what the rules need to know of them.

    Args:
        repository: that is pushed from.
        plan: of the push.
        known: as `known_refs` lists them.
        process: what counts as a release.
    """
    found = targets(repository, {oid for each in plan.updates for oid in (each.new, each.old) if oid})
    judged = {
        each.remote: Tagged(tag_name(each.remote), key, found[each.new].peeled, pushed=True)
        for each in plan.updates
        if each.new and found[each.new].peeled_type == "commit"
        and (key := release_key(process.tag, tag_name(each.remote)))
    }  # fmt: skip
    above = highest_below(repository, judged.values(), _released(plan, known, process, found))
    on_line = _on_line(repository, plan, known, process, {tagged.commit for tagged in judged.values()})
    return [_described(each, found, judged, above, on_line) for each in plan.updates]


def _described(
    planned: PlannedUpdate, found: dict[str, Target], judged: dict[str, Tagged],
    above: dict[str, str | None], on_line: dict[str, OnLine],
) -> RefUpdate:  # fmt: skip
    new, old = found.get(planned.new, Target()), found.get(planned.old or "", Target())
    if tagged := judged.get(planned.remote):
        return RefUpdate(planned, new, old, above[tagged.name], on_line[tagged.commit])
    return RefUpdate(planned, new, old)


def targets(repository: Repository, oids: Iterable[str]) -> dict[str, Target]:
    """What each id stands for, in one call; ids that are not in this clone get an empty target."""
    asked = sorted(oids)
    if not asked:
        return {}
    data = "".join(f"{oid}\n{oid}^{{}}\n" for oid in asked).encode("ascii")
    answers = [line.split(" ") for line in repository.git.run(*_CHECK, data=data).decode().splitlines()]
    return {
        oid: Target(kind, peeled, behind)
        if behind != "missing"
        else Target(kind if kind != "missing" else "")
        for oid, (_, kind), (peeled, behind) in zip(asked, answers[::2], answers[1::2], strict=True)
    }


def _released(plan: Plan, known: Refs, process: Process, found: dict[str, Target]) -> Iterator[Tagged]:
    """The release tags that there will be: those of this clone, and those of the push."""
    pushed = {each.remote: each.new for each in plan.updates}
    for ref in known.under(TAGS):
        if ref.name not in pushed and (key := release_key(process.tag, ref.short)):
            yield Tagged(ref.short, key, ref.peeled)
    for name, oid in pushed.items():
        if oid and (key := release_key(process.tag, tag_name(name))):
            yield Tagged(tag_name(name), key, found[oid].peeled, pushed=True)


def _on_line(
    repository: Repository, plan: Plan, known: Refs, process: Process, commits: set[str]
) -> dict[str, OnLine]:
    """Where each of `commits` is: on what the remote has or gets, on local branches, or on none."""
    if not commits:
        return {}
    main = main_branch(known, process.main)
    theirs = _lines_of_the_remote(plan, known, process, main)
    ours = {ref.oid for ref in known.under(HEADS) if _is_line(ref.short, process, main)}
    if not theirs | ours:
        return dict.fromkeys(commits, OnLine.UNKNOWN)
    found = dict.fromkeys(commits, OnLine.YES)
    off = _not_on(repository, commits, theirs)
    nowhere = _not_on(repository, off, ours)
    missing = OnLine.UNKNOWN if repository.is_shallow or main is None else OnLine.NO
    return found | dict.fromkeys(off, OnLine.LOCAL) | dict.fromkeys(nowhere, missing)


def tracked(plan: Plan, known: Refs) -> list[Ref]:
    """What was last fetched of the remote; where it has no branches here (a bare URL), of any remote."""
    return known.under(f"{REMOTES}{plan.remote}/") or known.under(REMOTES)


def _lines_of_the_remote(plan: Plan, known: Refs, process: Process, main: Ref | None) -> set[str]:
    """What main and the release branches of the remote are, and what the push makes of them."""
    found = {
        name: ref.oid
        for ref in tracked(plan, known)
        if _is_line(name := ref.short.partition("/")[2], process, main)
    }
    for each in plan.updates:
        name = each.remote.removeprefix(HEADS)
        if each.remote.startswith(HEADS) and _is_line(name, process, main):
            found[name] = each.new
    return {oid for oid in found.values() if oid}


def _is_line(name: str, process: Process, main: Ref | None) -> bool:
    return process.is_release_branch(name) or (main is not None and name == main_name(main))


def main_name(main: Ref) -> str:
    """The name of the main branch without a remote: `main` for `refs/remotes/origin/main`."""
    return main.short.partition("/")[2] if main.name.startswith(REMOTES) else main.short


def _not_on(repository: Repository, commits: set[str], lines: set[str]) -> set[str]:
    """Those of `commits` that none of `lines` contains."""
    if not (commits and lines):
        return commits
    data = "".join([*(f"{oid}\n" for oid in commits), *(f"^{oid}\n" for oid in lines)]).encode("ascii")
    with repository.git.stream(("rev-list", "--stdin"), data=data) as stream:
        return commits & set(b"".join(stream).decode("ascii").split())
