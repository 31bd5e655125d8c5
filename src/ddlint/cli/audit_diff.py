"""`ddlint audit diff`: what is different between two audits."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator

from ddlint.audit import comparison_output
from ddlint.audit.comparison import Comparison, compared
from ddlint.audit.side import Told, side
from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.cli.session import configured
from ddlint.engine.finding import Severity
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint audit diff`."""
    parser.add_argument("old", metavar="OLD", help="an audit: a ledger, or a report in JSON")
    parser.add_argument("new", metavar="NEW", help="a later one of the same repositories")
    parser.add_argument("--format", choices=("full", "json"), default="full", help="default: full")
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "info"),
        help="least severity of a new or unrecorded finding that fails the run (default: as configured)",
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 where findings would make it 1")
    options.add_config_file(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print what is different, and return 1 where that holds new findings that are severe enough."""
    fail_on = arguments.fail_on or configured(arguments, environment).settings.fail_on
    old, new = (side(os.path.join(environment.folder, path)) for path in (arguments.old, arguments.new))
    comparison = compared(old, new)
    if arguments.format == "json":
        environment.stdout.write(comparison_output.json(comparison))
    else:
        environment.stdout.writelines(f"{line}\n" for line in comparison_output.full(comparison))
    environment.stdout.flush()
    for note in comparison.notes:
        environment.say(f"ddlint: {note}")
    least = Severity[fail_on.upper()]
    failing = any(Severity[told.severity.upper()] >= least for told in _came(comparison))
    return EXIT_FOUND if failing and not arguments.exit_zero else EXIT_CLEAN


def _came(comparison: Comparison) -> Iterator[Told]:
    """The findings that nothing lets stand, and that the old audit does not have."""
    came = (*comparison.new, *(told for told, _ in comparison.unrecorded))
    return (told for told in came if told.verdict == "found")
