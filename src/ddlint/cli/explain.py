"""`ddlint explain`: print the page of one rule."""

from __future__ import annotations

import argparse

from ddlint.cli.environment import Environment
from ddlint.docs import pages
from ddlint.errors import EXIT_CLEAN
from ddlint.rules import load


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint explain`."""
    parser.add_argument("rule", metavar="RULE", help="its code or its name")


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print the page."""
    environment.stdout.write(pages.page(pages.find(load(), arguments.rule)))
    return EXIT_CLEAN
