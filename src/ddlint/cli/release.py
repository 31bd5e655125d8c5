"""`ddlint release`: the next version, and what is wrong with one. Each action is a module of its own."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from ddlint.cli.commands import Command
    from ddlint.cli.environment import Environment

#: Action -> the module `ddlint.cli.<name>` that it is, and a summary.
ACTIONS = {
    "check": ("release_check", "judge a release: its tag, its place, its version, who made it"),
    "next": ("release_next", "print the next version, and the commits that ask for it"),
}


class _Action(argparse.ArgumentParser):
    """The parser of an action, whose module is imported only when the action is called."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - as above it
        """Declare the options, then parse."""
        _module(self.prog.rpartition(" ")[2]).configure(self)
        return super().parse_known_args(args, namespace)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the actions of `ddlint release`."""
    actions = parser.add_subparsers(
        dest="action", required=True, metavar="ACTION", parser_class=_Action, prog="ddlint release"
    )
    for name, (_, summary) in ACTIONS.items():
        actions.add_parser(name, help=summary, description=summary, allow_abbrev=False)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Run the action."""
    return _module(arguments.action).run(arguments, environment)


def _module(action: str) -> Command:
    return cast("Command", import_module(f"ddlint.cli.{ACTIONS[action][0]}"))
