"""`ddlint config show`: the settings in force, with where each comes from."""

from __future__ import annotations

import argparse

from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.cli.session import loaded
from ddlint.config import show
from ddlint.errors import EXIT_CLEAN


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint config`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    command = actions.add_parser("show", help="print every setting and its origin", allow_abbrev=False)
    command.add_argument("--format", choices=("toml", "json"), default="toml")
    options.add_configuration(command)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print the settings."""
    found = loaded(arguments, environment)
    text = show.as_json(found) if arguments.format == "json" else "\n".join(show.as_toml(found))
    environment.stdout.write(f"{text}\n")
    return EXIT_CLEAN
