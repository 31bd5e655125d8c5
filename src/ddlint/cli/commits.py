"""`ddlint commits`: lint the commit messages of a range, or of the whole history.

git takes longer to walk a long history than ddlint takes to be ready for it. So this module imports only what
git needs to be started, and the rest (`ddlint.cli.lint_commits`) while git walks. Over the whole history it
even walks before the options are read (`ddlint.cli.ahead`).
"""

from __future__ import annotations

import argparse

from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.errors import DdlintError
from ddlint.git import history
from ddlint.git.ranges import Range, resolve
from ddlint.git.repository import Repository, open_repository


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint commits`."""
    parser.add_argument(
        "range",
        nargs="?",
        metavar="RANGE",
        help="commits as `git log` takes them, such as v1.2.0..HEAD (default: what main lacks)",
    )
    parser.add_argument("--all", action="store_true", help="the whole history of HEAD")
    options.add(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Lint the commits and return the exit code."""
    if arguments.all and arguments.range:
        raise DdlintError("--all and a range contradict each other", "give one of them")
    repository = open_repository(environment.folder, environment.variables, here=True)
    asked = _asked(repository, arguments, environment)
    begun = environment.begun if arguments.all else None
    with begun or history.walk(repository.git, asked.include, asked.exclude) as walk:
        from ddlint.cli.lint_commits import lint

        return lint(repository, asked, walk, arguments, environment)


def _asked(repository: Repository, arguments: argparse.Namespace, environment: Environment) -> Range:
    main = ""
    if not arguments.all and not arguments.range:
        from ddlint.cli.session import loaded

        main = loaded(arguments, environment).settings.branches.main
    return resolve(repository, arguments.range, environment.variables, whole=arguments.all, main=main)
