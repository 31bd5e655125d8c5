"""`ddlint push`: lint the refs and the commits of a push before it leaves.

What is pushed counts, not what is checked out.
"""

from __future__ import annotations

import argparse
from functools import partial

from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.cli.lint_commits import lint_pieces
from ddlint.cli.session import Session, loaded, session
from ddlint.config.release_branches import is_release_branch
from ddlint.config.settings import Settings
from ddlint.engine.history import PIECE
from ddlint.engine.ledger import Gap, Ledger
from ddlint.engine.rule import Moment
from ddlint.errors import EXIT_CLEAN, DdlintError
from ddlint.git import history, push_plan, pushed_refs
from ddlint.git.push_plan import FORM, Plan
from ddlint.git.pushed_commits import is_looked_at, pushed_commits
from ddlint.git.ranges import require_complete
from ddlint.git.refs import Refs, main_branch
from ddlint.git.repository import Repository, open_repository
from ddlint.model.ref_update import HEADS, Change, RefUpdate, short

AREAS = ("commits", "pushes")
_HOW = f"""git tells its pre-push hook, which calls `ddlint push "$@"`.
Without git: write to standard input, a line a ref, or give as --update:
{FORM}"""
_UNTOLD = "the value that the remote has: pre-commit does not tell it"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint push`."""
    parser.add_argument(
        "remote", nargs="?", default="", help="the remote's name, as git hands it to the hook"
    )
    parser.add_argument(
        "url", nargs="?", default="", help="the remote's address, as git hands it to the hook"
    )
    parser.add_argument(
        "--update",
        action="append",
        default=[],
        metavar="LINE",
        help=f"one ref of the push: '{FORM}', a zero id for none; may be repeated",
    )
    options.add(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Lint the push and return the exit code."""
    repository = open_repository(environment.folder, environment.variables, here=True)
    plan = _plan(repository, arguments, environment)
    push_plan.check_format(plan.updates, repository)
    if not plan.updates:
        environment.say("ddlint: the push changes nothing")
        return EXIT_CLEAN
    known = pushed_refs.known_refs(repository)
    moment = _moment(plan, known, loaded(arguments, environment).settings)
    with session(arguments, environment, AREAS, moment, repository) as running:
        process = _process(running.settings)
        updates = pushed_refs.describe(repository, plan, known, process)
        ledger = _lint_refs(running, updates)
        ledger.add(_lint_commits(running, repository, plan, updates, known, arguments, environment))
        return running.finish(ledger)


def _plan(repository: Repository, arguments: argparse.Namespace, environment: Environment) -> Plan:
    """The plan of the push. Who says it most exactly is heard: arguments, git, pre-commit."""
    remote = arguments.remote or arguments.url
    if arguments.update:
        return Plan(push_plan.from_lines(arguments.update, "--update"), remote)
    updates = push_plan.from_lines(push_plan.lines_of(_told(environment)), "standard input")
    if updates or remote:  # git names the remote, also where there is nothing to push
        return Plan(updates, remote)
    found = push_plan.from_pre_commit(repository, environment.variables)
    if found is None:
        raise DdlintError("nobody said what is pushed", _HOW)
    return found


def _told(environment: Environment) -> bytes:
    """Standard input; nothing where that is a person's terminal."""
    if environment.stdin.isatty():
        return b""
    buffer = getattr(environment.stdin, "buffer", None)
    data = buffer.read() if buffer else environment.stdin.read().encode("utf-8", "surrogateescape")
    return bytes(data)


def _process(settings: Settings) -> pushed_refs.Process:
    return pushed_refs.Process(
        settings.branches.main, partial(is_release_branch, settings), settings.versions.tag
    )


def _moment(plan: Plan, known: Refs, settings: Settings) -> Moment:
    """On a topic branch work may be unfinished, as when it is committed; on main it may not."""
    main = main_branch(known, settings.branches.main)
    final = {pushed_refs.main_name(main)} if main else set()
    for update in plan.updates:
        name = update.remote.removeprefix(HEADS)
        if not update.remote.startswith(HEADS) or name in final or is_release_branch(settings, name):
            return Moment.CHANGE
    return Moment.HOOK


def lint_refs(running: Session, repository: Repository, plan: Plan) -> Ledger:
    """What the rules on pushes say about the refs of `plan`, whatever commits it brings."""
    known = pushed_refs.known_refs(repository)
    return _lint_refs(running, pushed_refs.describe(repository, plan, known, _process(running.settings)))


def _lint_refs(running: Session, updates: list[RefUpdate]) -> Ledger:
    linting = running.run()
    for update in updates:
        name = update.planned.remote
        if not is_looked_at(name):
            linting.skip(name, "neither a branch nor a tag")
            continue
        if update.planned.old is None and update.tag:
            linting.skip(name, _UNTOLD)
        linting.feed(update)
    ledger = linting.close()
    ledger.gaps += [_absent(update) for update in updates if _is_absent(update)]
    return ledger


def _is_absent(update: RefUpdate) -> bool:
    return update.planned.change is not Change.DELETE and not update.new.peeled


def _absent(update: RefUpdate) -> Gap:
    reason = f"{update.title}: {short(update.planned.new)} is not in this clone"
    return Gap(reason, "run ddlint in the repository that is pushed from")


def _lint_commits(
    running: Session, repository: Repository, plan: Plan, updates: list[RefUpdate], known: Refs,
    arguments: argparse.Namespace, environment: Environment,
) -> Ledger:  # fmt: skip
    brought = pushed_commits(plan, updates, known)
    if brought is None:
        return Ledger()
    require_complete(repository, brought, environment.variables)
    with history.walk(repository.git, brought.include, brought.exclude) as walk:
        return lint_pieces(running, history.pieces(walk, PIECE), arguments, environment)
