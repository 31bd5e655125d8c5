"""Where `ddlint` starts. Imports only what the command at hand needs: a hook runs at every commit."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    from ddlint.cli.commands import run
    from ddlint.cli.environment import Environment

    return run(words, Environment.of_process())
