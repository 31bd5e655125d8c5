"""`ddlint commits`: lint the commit messages of a range, or of the whole history."""

from __future__ import annotations

import argparse

from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.cli.progress import progress
from ddlint.cli.session import Session, session
from ddlint.config.policy import commit_policy
from ddlint.engine.history import PIECE, Linter, lint_history
from ddlint.engine.ledger import Ledger
from ddlint.engine.rule import Moment
from ddlint.errors import DdlintError
from ddlint.git import history
from ddlint.git.ranges import Range, resolve
from ddlint.git.repository import Repository, open_repository

AREAS = ("commits",)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint commits`."""
    parser.add_argument(
        "range",
        nargs="?",
        metavar="RANGE",
        help="commits as `git log` takes them, such as v1.2.0..HEAD (default: what main lacks)",
    )
    parser.add_argument("--all", action="store_true", help="the whole history of HEAD, or of RANGE's end")
    options.add(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Lint the commits and return the exit code."""
    repository = open_repository(environment.folder, environment.variables, here=True)
    moment = Moment.HISTORY if arguments.all else Moment.CHANGE
    with session(arguments, environment, AREAS, moment, repository) as running:
        asked = _range(repository, arguments, environment, running.settings.branches.main)
        ledger = _lint(running, repository, asked, arguments, environment)
        if not (ledger.checked.total() or ledger.exempt.total()):
            _say_nothing_is_there(asked, arguments, environment)
        return running.finish(ledger)


def _range(
    repository: Repository, arguments: argparse.Namespace, environment: Environment, main: str
) -> Range:
    if arguments.all and arguments.range:
        raise DdlintError("--all and a range contradict each other", "give one of them")
    return resolve(repository, arguments.range, environment.variables, whole=arguments.all, main=main)


def _lint(
    running: Session,
    repository: Repository,
    asked: Range,
    arguments: argparse.Namespace,
    environment: Environment,
) -> Ledger:
    commits = running.settings.commits
    policy = commit_policy(running.settings, unfinished=False)
    linter = Linter(running.run, running.outputs.elsewhere(), policy, commits.exempt)
    pieces = history.pieces(repository, asked.include, asked.exclude, PIECE)
    ledger = Ledger()
    with progress("commits", None, environment, wanted=not arguments.no_progress) as bar:
        for report in lint_history(linter, pieces, arguments.jobs):
            running.outputs.paste(report.written)
            ledger.add(report.ledger)
            bar.advance(report.commits)
    return ledger


def _say_nothing_is_there(asked: Range, arguments: argparse.Namespace, environment: Environment) -> None:
    if arguments.range:
        raise DdlintError(f"{asked.label} holds no commits", "is the range the wrong way round?")
    environment.say(f"ddlint: no commits in {asked.label}")
