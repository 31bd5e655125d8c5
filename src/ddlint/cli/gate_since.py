"""`ddlint ci --since`: commits and tags that came to the main branch and that no gate has seen."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import partial

from ddlint.cli import gate_change, gate_record
from ddlint.cli.environment import Environment
from ddlint.cli.session import Session
from ddlint.config.settings import Settings
from ddlint.engine.landings import Asking, OnMain, ways
from ddlint.engine.ledger import Ledger
from ddlint.engine.tags_seen import looks_like_release
from ddlint.errors import DdlintError, Incomplete
from ddlint.git.history import Commit, Signature, commits_by_id
from ddlint.git.landed import contains, exact_patches, merged_tree
from ddlint.git.main_line import Span, main_line
from ddlint.git.ranges import Range, first_commit, require_complete
from ddlint.git.refs import TAGS, Ref, refs
from ddlint.git.repository import Repository
from ddlint.git.tag_objects import tag_objects
from ddlint.model.changes.landing import Landing, TagLanding, Way
from ddlint.model.gate.asked import Asked, Kind
from ddlint.model.gate.record import Record

_SEEN = frozenset({Way.GATED, Way.OVERRULED})


def judge(repository: Repository, arguments: argparse.Namespace, environment: Environment) -> int:
    """Find what went round the gate, judge that as any change, and return the exit code.

    Raises:
        Incomplete: a commit, the history between, or the records were not fetched; or the main branch was
            rewritten.
        DdlintError: nobody says where to begin.
    """
    if arguments.base or arguments.event:
        raise DdlintError("--since names the change, so there is no --base and no --event", "leave them out")
    head = first_commit(repository, [arguments.head or "HEAD"], environment.variables)
    found = [*gate_record.recorded(repository, arguments, environment)]
    since = _since(repository, head, found, arguments, environment)
    line = [*commits_by_id(repository, (each.oid for each in main_line(repository, Span(head, since))))]
    asking = Asking(
        partial(contains, repository), partial(_merges_cleanly, repository), partial(_patches, repository)
    )
    shown = [OnMain(each.oid, each.parents) for each in line]
    how = ways(shown, (each for each in found if not each.ref), since, asking)
    unseen = [each for each in shown if how[each.oid] not in _SEEN]
    environment.say(
        f"ddlint: {len(line):,} on the main line since {since[:10]}; {len(unseen):,} that no gate has seen"
    )
    asked = _asked(unseen, since, head)
    also = partial(_look, repository, [_landing(each, how) for each in line], since, found)
    code = gate_change.judge(asked, repository, arguments, environment, also)
    if arguments.record:
        whole = Asked(Kind.CHANGE, "", since, head)
        gate_record.record(whole, gate_record.SINCE, repository, code, arguments, environment)
    return code


def _asked(unseen: Sequence[OnMain], since: str, head: str) -> Asked:
    """The change from before the first commit that no gate has seen to the last one; of none: nothing."""
    if not unseen:
        return Asked(Kind.CHANGE, "", head, head)
    first = unseen[0].parents
    return Asked(Kind.CHANGE, "", first[0] if first else since, unseen[-1].oid)


def _since(
    repository: Repository, head: str, found: Sequence[Record], arguments: argparse.Namespace,
    environment: Environment,
) -> str:  # fmt: skip
    if arguments.since == gate_record.NOTE:
        return _last_noted(repository, head, found)
    since = first_commit(repository, [arguments.since], environment.variables)
    label = f"{arguments.since}..{arguments.head or 'HEAD'}"
    require_complete(repository, Range(label, (head,), (since,)), environment.variables)
    if not contains(repository, since, head):
        base = repository.git.run("merge-base", head, since, accept=(0, 1)).decode("ascii").strip()
        begin = f"\nBegin where they part: `ddlint ci --since {base}`." if base else ""
        raise Incomplete(
            f"{arguments.since} is no ancestor of {arguments.head or 'HEAD'}: the main branch was rewritten",
            f"A forced push took commits away: git log {head[:10]}..{since[:10]}{begin}",
        )
    return since


def _last_noted(repository: Repository, head: str, found: Sequence[Record]) -> str:
    """The newest commit of the main line up to which a gate has judged the line itself."""
    noted = {each.object for each in found if each.kind in (gate_record.SINCE, Kind.PUSH)}
    last = ""
    for each in main_line(repository, Span(head)):
        last = each.oid if each.oid in noted else last
    if not last:
        hint = "Give the commit to begin with, once: `ddlint ci --since COMMIT --record`."
        raise DdlintError("no gate has recorded a commit of the main line", hint)
    return last


def _merges_cleanly(repository: Repository, commit: OnMain) -> bool:
    tree = repository.git.run("rev-parse", f"{commit.oid}^{{tree}}").decode("ascii").strip()
    return merged_tree(repository, *commit.parents[:2]) == tree


def _patches(repository: Repository, line: Sequence[OnMain]) -> Mapping[str, str]:
    return exact_patches(repository, [(each.oid, each.parents[0] if each.parents else "") for each in line])


def _landing(commit: Commit, how: Mapping[str, Way]) -> Landing:
    merged = commit.parents[1] if commit.is_merge else ""
    return Landing(
        commit.oid, commit.message, _person(commit.author), _person(commit.committer), commit.committer.time,
        how[commit.oid], merged,
    )  # fmt: skip


def _person(who: Signature) -> str:
    return f"{who.name} <{who.email}>"


def _look(
    repository: Repository, line: Sequence[Landing], since: str, found: Sequence[Record],
    running: Session,
) -> Ledger:  # fmt: skip
    linting = running.run(running.numbered())
    for landing in line:
        linting.feed(landing)
    for tag in _tags(repository, since, found, running.settings):
        linting.feed(tag)
    return linting.close()


def _tags(
    repository: Repository, since: str, found: Sequence[Record], settings: Settings
) -> Sequence[TagLanding]:
    """The release tags that are newer than a commit, or not where a gate saw them."""
    seen: dict[str, list[str]] = {}
    for record in sorted((each for each in found if each.ref), key=lambda each: each.time):
        seen.setdefault(record.ref, []).append(record.object)
    every = [ref for ref in refs(repository, (TAGS,)).under(TAGS) if looks_like_release(ref.short, settings)]
    times = _times(repository, since, every)
    begun = times[since]
    wanted = [ref for ref in every if ref.name in seen or times[ref.name] >= begun]
    said = tag_objects(repository, [ref.oid for ref in wanted if ref.type == "tag"])
    return [
        TagLanding(
            ref.name, ref.oid,
            said[ref.oid].tagger if ref.oid in said else "",
            ref.made or None,
            gated=ref.oid in seen.get(ref.name, ()),
            moved_from=seen[ref.name][-1] if ref.name in seen else "",
        )
        for ref in wanted
    ]  # fmt: skip


def _times(repository: Repository, since: str, every: Sequence[Ref]) -> dict[str, int]:
    """When each tag was made, at the earliest, and the commit `since`."""
    light = {ref.name: ref.peeled for ref in every if not ref.made and ref.type == "commit"}
    asked = [*dict.fromkeys((since, *light.values()))]
    commits = {each.oid: each.committer.time or 0 for each in commits_by_id(repository, asked)}
    made = {ref.name: ref.made for ref in every}
    return {**made, **{name: commits[oid] for name, oid in light.items()}, since: commits[since]}
