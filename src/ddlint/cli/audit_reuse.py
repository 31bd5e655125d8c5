"""The rules on what was deployed over time: roll-backs, tags that come back, tags with another image."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ddlint.audit.rows import ReleaseRow
from ddlint.cli.audit_history import Doing
from ddlint.cli.audit_targets import Target
from ddlint.config.release_branches import is_release_branch
from ddlint.config.settings import Settings
from ddlint.engine.ledger import Gap, Ledger
from ddlint.engine.reuse import Reuse, ServiceFacts
from ddlint.errors import DdlintError
from ddlint.git.commit_lookup import Wanted, look_up
from ddlint.git.ledger_history import committed, lost_lines
from ddlint.git.repository import Repository
from ddlint.git.tag_values import local_tags
from ddlint.model.deployments.service_history import ReleaseFact
from ddlint.model.recorded_tag import HERE, LedgerChange, compared
from ddlint.model.ref_update import tag_name
from ddlint.model.release_name import release_key
from ddlint.model.service_commits import ServiceCommits
from ddlint.model.tag_ledger import BadLine, TagLedger, parse


def judge_recorded_tags(doing: Doing) -> Ledger:
    """Compare the release tags with their ledger, and that with its own history; nothing without one.

    Raises:
        DdlintError: the ledger cannot be read.
    """
    repository, settings = doing.target.repository, doing.running.settings
    path = settings.tags.ledger
    known = _recorded(repository, path)
    linting = doing.running.run()
    if known is not None:
        now = local_tags(repository)
        meant = frozenset(ref for ref in now if release_key(settings.versions.tag, tag_name(ref)))
        for tag in compared(known, now, meant, HERE, path):
            linting.feed(tag)
        lost = [*lost_lines(repository, path)]
        for commit, lines in lost:
            linting.feed(LedgerChange(path, commit, lines))
        Reuse(linting, settings).recorded(known, lost, path)
    return linting.close()


def judge_deployments(doing: Doing, services: Mapping[str, Target]) -> Ledger:
    """Run the rules on all that was deployed, and say in the ledger of deployments what each one was.

    Args:
        doing: the audit of the repository that holds the deployments.
        services: where each is built, by its name.
    """
    counts = Ledger()
    linting = doing.running.run(doing.running.numbered())
    reuse = Reuse(linting, doing.running.settings)
    doing.store.classify(doing.target.name, reuse.track)
    facts = ServiceFacts(
        partial(_commits, doing.running.settings, services, counts),
        lambda name: _releases(doing, services[name]) if name in services else None,
    )
    name = doing.target.name
    reuse.uses((use for use in doing.store.uses() if use.repository == name), facts)
    reuse.close()
    counts.add(linting.close())
    return counts


def _recorded(repository: Repository, path: str) -> TagLedger | None:
    text = committed(repository, path)
    try:
        return None if text is None else parse(text)
    except BadLine as error:
        hint = f"What was there before: git log -p -- {path}"
        raise DdlintError(f"{path}, line {error.number}: {error}", hint) from error


def _commits(
    settings: Settings, services: Mapping[str, Target], counts: Ledger, service: str, ids: Sequence[str]
) -> ServiceCommits | None:
    if service not in services:
        return None
    path = settings.services[service].path
    wanted = Wanted(service, path, settings.branches.main, partial(is_release_branch, settings))
    try:
        return look_up(services[service].repository, ids, wanted)
    except DdlintError as error:
        counts.gaps.append(Gap(f"the clone of {service} ({path}): {error.message}", error.hint))
        return None


def _releases(doing: Doing, built: Target) -> list[ReleaseFact]:
    """The releases of a service, as the audit of its repository found them, and where they were recorded."""
    was = _first_seen(built.repository, doing.running.settings.tags.ledger)
    return [
        ReleaseFact(
            row.tag, row.version, row.commit_oid, row.commit_time, row.tagged_time, was.get(row.tag, "")
        )
        for row in doing.store.rows(ReleaseRow)
        if row.repository == built.name
    ]


def _first_seen(repository: Repository, path: str) -> dict[str, str]:
    """The commits that tags were on when they were recorded. That a ledger is broken is told elsewhere."""
    try:
        known = _recorded(repository, path)
    except DdlintError:
        return {}
    records = known.tags.values() if known else ()
    return {tag_name(record.ref): record.value.peeled for record in records if record.value}
