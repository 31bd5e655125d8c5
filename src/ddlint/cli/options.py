"""The options that every linting command shares."""

from __future__ import annotations

import argparse
import os

from ddlint.output import FORMATS


def add(parser: argparse.ArgumentParser, form: str | None = "full") -> None:
    """Declare the shared options on `parser`; stdout gets `form` by default, None for what the CI shows."""
    _output(parser.add_argument_group("output"), form)
    add_configuration(parser)
    parser.add_argument(
        "--jobs", type=jobs, default=0, metavar="N", help="processes to use; 0 (the default) chooses by size"
    )


def _output(group: argparse._ArgumentGroup, form: str | None) -> None:
    default = form or "github on GitHub Actions, else full"
    group.add_argument(
        "--format", choices=tuple(FORMATS), default=form, help=f"for stdout (default: {default})"
    )
    group.add_argument(
        "--output",
        action="append",
        default=[],
        metavar="FORMAT=PATH",
        help="write a file too; may be repeated",
    )
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    group.add_argument("-q", "--quiet", action="store_true", help="no counts at the end of a clean run")
    group.add_argument("-v", "--verbose", action="store_true", help="list every skipped file")
    group.add_argument("--no-progress", action="store_true", help="no progress bar")
    group.add_argument("--exit-zero", action="store_true", help="exit 0 where findings would make it 1")


def add_configuration(parser: argparse.ArgumentParser) -> None:
    """Declare the options that decide the settings."""
    group = parser.add_argument_group("rules and configuration")
    group.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="RULE",
        help="only these rules, by code, name or area",
    )
    group.add_argument("--ignore", action="append", default=[], metavar="RULE", help="not these rules")
    group.add_argument(
        "--fail-on", choices=("error", "warning", "info"), help="least severity that fails the run"
    )
    add_config_file(group)


def add_config_file(group: argparse._ActionsContainer) -> None:
    """Declare the options that name the configuration file."""
    group.add_argument("--config", metavar="FILE", help="use this configuration file")
    group.add_argument("--no-config", action="store_true", help="use no configuration file")


def jobs(word: str) -> int:
    """The number of processes that `--jobs` gives, as many as make sense here at most."""
    if not word.isdecimal():
        raise argparse.ArgumentTypeError(f"a number of processes is needed, not {word!r}")
    return min(int(word), 4 * (os.cpu_count() or 1))
