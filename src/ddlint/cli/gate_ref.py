"""The gate on a tag or a release that was made, and on a ref that was deleted."""

from __future__ import annotations

import argparse

from ddlint.cli import push
from ddlint.cli.environment import Environment
from ddlint.errors import EXIT_CLEAN
from ddlint.git.ranges import object_named
from ddlint.git.repository import Repository
from ddlint.model.gate.asked import Asked, Kind


def judge(
    asked: Asked, repository: Repository, arguments: argparse.Namespace, environment: Environment
) -> int:
    """Judge the ref as the push that made it would have been, and return the exit code."""
    zero = "0" * repository.id_length
    if asked.kind is Kind.DELETION:
        if not asked.base:
            environment.say(f"ddlint: what {asked.ref} was is not said, so nothing can be judged")
            return EXIT_CLEAN
        line = f"(delete) {zero} {asked.ref} {asked.base}"
    else:
        new = object_named(repository, asked.ref, asked.head, environment.variables)
        line = f"{asked.ref} {new} {asked.ref} {asked.base or zero}"
    arguments.update, arguments.remote, arguments.url = [line], "", ""
    return push.run(arguments, environment)
