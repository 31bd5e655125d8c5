"""The commands there are, and how one is run: parse, call, turn expected failures into exit codes."""

from __future__ import annotations

import argparse
import sys

from ddlint import __version__
from ddlint.errors import DdlintError


def run(words: list[str]) -> int:
    """Run the command that `words` name and return its exit code."""
    parser = _parser()
    arguments = parser.parse_args(words)
    try:
        return int(arguments.command(arguments))
    except DdlintError as error:
        hint = f"\n  hint: {error.hint}" if error.hint else ""
        print(f"ddlint: {error.message}{hint}", file=sys.stderr)  # noqa: T201
        return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ddlint", description="A linter for releases made with Git and Flux."
    )
    parser.add_argument("--version", action="version", version=f"ddlint {__version__}")
    return parser
