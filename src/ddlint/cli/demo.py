"""`ddlint demo`: write the embedded sample, and with `--run` lint it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from ddlint.cli.commands import run as run_command
from ddlint.cli.environment import Environment
from ddlint.demo import planted
from ddlint.demo.build import build
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint demo`."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new or empty folder")
    parser.add_argument("--run", action="store_true", help="lint it too")


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Write the sample; with `--run` show what ddlint finds in it.

    Exits 0 all the same: findings are its purpose. What could not run, or not wholly, keeps its exit code.
    """
    demo = build(environment.folder / arguments.folder)
    count = len(planted.CONFIG) + len(planted.SERVICE) + len(planted.RELEASES)
    names = f"{demo.config.name} and {demo.service.name}"
    environment.say(f"wrote {names} to {arguments.folder}, with {count} mistakes in them")
    if not arguments.run:
        return EXIT_CLEAN
    worst = EXIT_CLEAN
    for folder, words in (
        (demo.config, ["check"]),
        (demo.service, ["commits", "--all"]),
        (demo.service, ["release", "check", "--all"]),
    ):
        environment.say("")
        environment.say(f"$ cd {arguments.folder / folder.name} && ddlint {' '.join(words)}")
        environment.stderr.flush()
        worst = max(worst, run_command(words, replace(environment, folder=folder)))
        environment.stdout.flush()
    return EXIT_CLEAN if worst == EXIT_FOUND else worst
