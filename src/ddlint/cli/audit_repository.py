"""The audit of one repository: its files as they are, then its history; what cannot be read is a gap."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from ddlint.audit.recording import Counts, Recorder
from ddlint.audit.resuming import Reached, Resumed, resumed, save
from ddlint.audit.rows import RepositoryRow
from ddlint.audit.store import Store
from ddlint.cli import check, files
from ddlint.cli.across import Across
from ddlint.cli.adopted import adopted
from ddlint.cli.audit_history import Doing, judge_releases, lint_messages, processes, replay, tell_since_when
from ddlint.cli.audit_reuse import judge_deployments, judge_recorded_tags
from ddlint.cli.audit_targets import Target
from ddlint.cli.audit_waivers import write_waivers
from ddlint.cli.environment import Environment
from ddlint.cli.session import Session, waivers_of
from ddlint.engine.ledger import Gap, Ledger
from ddlint.errors import DdlintError
from ddlint.git import ci
from ddlint.git.main_line import Span, last_before
from ddlint.git.origin import origin
from ddlint.git.published_refs import digest, published_refs
from ddlint.git.repository import Repository

_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Sources:
    """Where all repositories of an audit get what they need.

    Attributes:
        files_of: the files of a repository at the commit that is audited.
        services: where each service is built, by its name.
    """

    files_of: Callable[[Target], AbstractContextManager[Repository]]
    services: Mapping[str, Target]


@dataclass(frozen=True, slots=True)
class Part:
    """What the audit of one repository came to.

    Attributes:
        ledger: the counts.
        halted: what interrupted it; None where nothing did.
    """

    ledger: Ledger
    halted: KeyboardInterrupt | None = None


def audit(
    running: Session,
    store: Store,
    target: Target,
    sources: Sources,
    arguments: argparse.Namespace,
    environment: Environment,
) -> Part:
    """Audit one repository: entries go to the outputs and into the ledger, what it came to as well.

    Args:
        running: the session; its waivers are those of the configuration.
        store: the ledger.
        target: the repository.
        sources: of files, and of what services say.
        arguments: the options of the command.
        environment: of the command.

    Returns:
        What it came to; what could not be read is among the gaps.
    """
    ledger, reached, halted = Ledger(), Reached(), None
    with sources.files_of(target) as there:
        inside = replace(environment, folder=Path(there.work_tree or ""))
        recorder = Recorder(target.name, store.add, adopted(running, there, None, inside))
        own = replace(running, adopted=recorder, waivers=waivers_of(running.found, inside, there))
        doing = Doing(own, store, target, environment, processes(arguments.jobs), not arguments.no_progress)
        try:
            _judge(doing, sources, there, reached, ledger, arguments, inside)
        except KeyboardInterrupt as interrupt:
            halted = interrupt
            hint = "run it again; what was found until then is in the report"
            ledger.gaps.append(Gap(f"{target.name}: the audit was interrupted", hint))
        recorder.correct(ledger)
        recorder.flush()
    tell_since_when(doing, reached)
    if not (arguments.first_day or arguments.last_day or ledger.gaps or ledger.crashes):
        save(store, target.name, running.settings, reached)
    _write(doing, ledger)
    return Part(ledger, halted)


def _judge(
    doing: Doing, sources: Sources, there: Repository, reached: Reached, ledger: Ledger,
    arguments: argparse.Namespace, inside: Environment,
) -> None:  # fmt: skip
    """Do all parts of the audit of one repository, and count in `ledger` and `reached` as they are done."""
    target, span = doing.target, _span(doing.target, arguments)
    if target.repository.is_shallow:
        hint = ci.detect(inside.variables).hint(shallow=True)
        ledger.gaps.append(Gap(f"{target.name}: the history of this clone is cut", hint))
    known = _known(doing, arguments)
    attempt = partial(_attempt, ledger, target)
    new = Span(span.tip, known.after or span.after)
    reached.messages = attempt("commit messages", lambda: lint_messages(doing, new, known.messages))
    attempt("releases", lambda: judge_releases(doing))
    attempt("recorded tags", lambda: judge_recorded_tags(doing))
    if not target.service:
        across = Across(doing.running, inside, there)
        attempt("files", lambda: _lint_files(doing, there, across, arguments, inside))
        attempt("deployments", lambda: replay(doing, new, known, across, reached))
        attempt("what was deployed", lambda: judge_deployments(doing, sources.services))
    attempt("waivers", lambda: write_waivers(doing, there, inside, new, ledger))


def _known(doing: Doing, arguments: argparse.Namespace) -> Resumed:
    """What the ledger knows already; what it tells anew each time is taken away."""
    name, store = doing.target.name, doing.store
    known = resumed(store, name, doing.target.repository, doing.target.tip, doing.running.settings)
    if (known.after or known.anew) and (arguments.first_day or arguments.last_day):
        hint = "name another ledger for a part of the history, or begin this one anew with --fresh"
        raise DdlintError("--since and --until do not go with a ledger that goes on", hint)
    if known.anew:
        doing.environment.say(f"ddlint: {name}: {known.anew}: all is read anew")
        store.forget(name)
    store.begin_again(name)
    return known


def _lint_files(
    doing: Doing, there: Repository, across: Across, arguments: argparse.Namespace, inside: Environment
) -> Ledger:
    chosen = files.choose(there, doing.running.settings.files, arguments, inside)
    return check.lint(doing.running, there, chosen, arguments, inside, across)


def _span(target: Target, arguments: argparse.Namespace) -> Span:
    """The part of the main line that `--since` and `--until` mean."""
    tip, after = target.tip, ""
    if arguments.last_day:
        tip = last_before(target.repository, tip, _begin_of(arguments.last_day) + _DAY - 1)
        if not tip:
            raise DdlintError(f"{target.name} has no commit up to {arguments.last_day}", "name a later day")
    if arguments.first_day:
        after = last_before(target.repository, tip, _begin_of(arguments.first_day) - 1)
    return Span(tip, after)


def _begin_of(day: str) -> int:
    """The first second of a day, in UTC, since 1970."""
    return int(datetime.combine(date.fromisoformat(day), time.min, UTC).timestamp())


def _attempt(ledger: Ledger, target: Target, what: str, judge: Callable[[], Ledger]) -> Ledger:
    """Do a part of the audit; where it cannot be done, that is a gap, and the others are done anyway."""
    try:
        found = judge()
    except DdlintError as error:
        found = Ledger(gaps=[Gap(f"{target.name}: {what}: {error.message}", error.hint)])
    ledger.add(found)
    return found


def _write(doing: Doing, ledger: Ledger) -> None:
    """Write what the audit of the repository came to."""
    target, store = doing.target, doing.store
    counts = Counts(target.name, doing.running.rules, ledger)
    store.add(counts.coverage())
    store.add(counts.gaps())
    store.add([
        RepositoryRow(
            target.name, target.path, origin(target.repository),
            target.role, target.service, target.ref, target.tip,
            digest(published_refs(target.repository)), ledger.checked["main line commit"],
        )
    ])  # fmt: skip
