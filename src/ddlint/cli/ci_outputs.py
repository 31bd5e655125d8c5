"""What `ddlint ci` writes where nobody says: on GitHub Actions annotations and the page of the job."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager

from ddlint.cli.environment import Environment
from ddlint.cli.session import PAGE
from ddlint.errors import DdlintError

_FORM = "github"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the option that leaves the page of the job alone."""
    parser.add_argument(
        "--no-summary", action="store_true", help="write no summary of the job (on GitHub Actions)"
    )


def choose(arguments: argparse.Namespace, environment: Environment) -> None:
    """Complete `arguments.format` and `arguments.output` by the CI that ddlint runs in."""
    on_github = bool(environment.variables.get("GITHUB_ACTIONS"))
    arguments.format = arguments.format or (_FORM if on_github else "full")
    page = environment.variables.get(PAGE, "")
    named = any(word.startswith("markdown=") for word in arguments.output)
    if not (on_github and page) or named or arguments.no_summary or arguments.explain:
        return
    if os.access(page if os.path.exists(page) else os.path.dirname(page), os.W_OK):
        arguments.output = [*arguments.output, f"markdown={page}"]
    else:
        environment.say(f"ddlint: no summary of the job: {PAGE} names {page}, which cannot be written")


@contextmanager
def annotated(arguments: argparse.Namespace, environment: Environment) -> Iterator[None]:
    """Annotates why a run on GitHub Actions could not begin: else only the log would tell."""
    try:
        yield
    except DdlintError as error:
        if arguments.format == _FORM:
            from ddlint.output.github_command import annotation

            text = f"{error.message}\n{error.hint}" if error.hint else error.message
            environment.stdout.write(annotation("error", "ddlint could not run", text) + "\n")
            environment.stdout.flush()
        raise
