"""`ddlint rules`: list the rules."""

from __future__ import annotations

import argparse
import json

from ddlint.cli.environment import Environment
from ddlint.docs import pages
from ddlint.errors import EXIT_CLEAN
from ddlint.rules import AREAS, load


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint rules`."""
    parser.add_argument("--area", choices=tuple(AREAS), help="of this area only")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print the list."""
    rules = load((arguments.area,) if arguments.area else AREAS)
    if arguments.format == "text":
        environment.stdout.write(pages.listing(rules))
        return EXIT_CLEAN
    found = [
        {
            "code": rule.code, "name": rule.name, "area": rule.area, "severity": rule.severity.word,
            "summary": rule.summary, "since": rule.since, "url": rule.url,
        }
        for rule in rules
    ]  # fmt: skip
    environment.stdout.write(json.dumps({"rules": found}, indent=2) + "\n")
    return EXIT_CLEAN
