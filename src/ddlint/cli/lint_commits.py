"""The linting of `ddlint commits`, once git walks: settings, rules, processes, the report."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from ddlint.cli.environment import Environment
from ddlint.cli.progress import progress
from ddlint.cli.session import Session, session
from ddlint.config.policy import commit_policy
from ddlint.engine.history import PIECE, Linter, lint_history
from ddlint.engine.ledger import Ledger
from ddlint.engine.rule import Moment
from ddlint.errors import DdlintError
from ddlint.git import history
from ddlint.git.process import Stream
from ddlint.git.ranges import Range
from ddlint.git.repository import Repository

AREAS = ("commits",)


def lint(
    repository: Repository,
    asked: Range,
    walk: Stream,
    arguments: argparse.Namespace,
    environment: Environment,
) -> int:
    """Lint the commits of `walk`, git's walk over `asked`, and return the exit code."""
    moment = Moment.HISTORY if arguments.all else Moment.CHANGE
    with session(arguments, environment, AREAS, moment, repository) as running:
        ledger = lint_pieces(running, history.pieces(walk, PIECE), arguments, environment)
        if not (ledger.checked.total() or ledger.exempt.total()):
            _say_nothing_is_there(asked, arguments, environment)
        return running.finish(ledger)


def lint_pieces(
    running: Session, pieces: Iterator[bytes], arguments: argparse.Namespace, environment: Environment,
    not_before: int = 0,
) -> Ledger:  # fmt: skip
    """Lint commits as git walks, and show how far that is.

    Args:
        running: the session.
        pieces: of the walk (see `ddlint.git.history.pieces`).
        arguments: the options of the command.
        environment: its outside.
        not_before: no commit of these is older, whatever it says (seconds since 1970).
    """
    policy = commit_policy(running.settings, unfinished=False)
    settings = running.settings
    dated = bool(settings.effective_from)
    linter = Linter(
        running.run, running.outputs.elsewhere(), policy, settings.commits.exempt, dated, not_before
    )
    ledger = Ledger()
    with progress("commits", None, environment, wanted=not arguments.no_progress) as bar:
        for report in lint_history(linter, pieces, arguments.jobs):
            running.outputs.paste(report.written)
            ledger.add(report.ledger)
            bar.advance(report.commits)
    return ledger


def _say_nothing_is_there(asked: Range, arguments: argparse.Namespace, environment: Environment) -> None:
    if arguments.range == asked.label:  # and not a base of zeros: a new branch may hold nothing of its own
        raise DdlintError(f"{asked.label} holds no commits", "is the range the wrong way round?")
    environment.say(f"ddlint: no commits in {asked.label}")
