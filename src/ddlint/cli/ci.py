"""`ddlint ci`: the gate: judge what a pull request or a push would change, by the rules of where it goes.

Nothing of it is read from the work tree, and nothing that the change itself says decides what it may do: the
configuration, waivers, baseline and ledgers are those of the base.
"""

from __future__ import annotations

import argparse

from ddlint.cli import ci_outputs, gate_change, gate_record, gate_ref, options
from ddlint.cli.environment import Environment
from ddlint.cli.event_file import event_reader
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND, DdlintError
from ddlint.git.repository import open_repository
from ddlint.model.gate.asked import Asked, Kind, NotUnderstood
from ddlint.model.gate.payload import BadPayload
from ddlint.model.gate.understand import understand

_REFS = frozenset({Kind.TAG, Kind.RELEASE, Kind.DELETION})


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint ci`."""
    parser.add_argument(
        "--base", default="", metavar="REV", help="the revision before the change; asks no CI"
    )
    parser.add_argument("--head", default="", metavar="REV", help="the revision after it (default: HEAD)")
    parser.add_argument("--event", metavar="FILE", help="the event of GitHub (default: $GITHUB_EVENT_PATH)")
    parser.add_argument(
        "--since",
        metavar="REV",
        help="what came to the main branch after this commit, or after the last `note`, and met no gate",
    )
    parser.add_argument(
        "--record",
        nargs="?",
        const=gate_record.NOTE,
        metavar="FILE",
        help="record what was judged: in a git note (nothing is pushed), or in a file",
    )
    parser.add_argument(
        "--records", metavar="FILE", help="with --since: what gates recorded, from a file and not from notes"
    )
    parser.add_argument("--explain", action="store_true", help="say what is asked, and judge nothing")
    ci_outputs.configure(parser)
    options.add(parser, None)
    parser.set_defaults(paths=[], all_files=False, fix=False, unsafe_fixes=False, diff=False, all=False)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Find out what is asked, judge it, and return the exit code."""
    ci_outputs.choose(arguments, environment)
    with ci_outputs.annotated(arguments, environment):
        return _judged(arguments, environment)


def _judged(arguments: argparse.Namespace, environment: Environment) -> int:
    zero, arguments.exit_zero = arguments.exit_zero, False  # a record tells what came of it
    code = _since(arguments, environment) if arguments.since else _asked_for(arguments, environment)
    return EXIT_CLEAN if zero and code == EXIT_FOUND else code


def _since(arguments: argparse.Namespace, environment: Environment) -> int:
    from ddlint.cli import gate_since

    repository = open_repository(environment.folder, environment.variables, here=True)
    return gate_since.judge(repository, arguments, environment)


def _asked_for(arguments: argparse.Namespace, environment: Environment) -> int:
    asked = _asked(arguments, environment)
    for line in asked.told():
        environment.say(f"ddlint: {line}")
    if arguments.explain:
        return EXIT_CLEAN
    repository = open_repository(environment.folder, environment.variables, here=True)
    judge = gate_ref.judge if asked.kind in _REFS else gate_change.judge
    code = judge(asked, repository, arguments, environment)
    if arguments.record:
        gate_record.record(asked, asked.kind, repository, code, arguments, environment)
    return code


def _asked(arguments: argparse.Namespace, environment: Environment) -> Asked:
    variables = environment.variables
    if arguments.event:
        variables = {**variables, "GITHUB_ACTIONS": "true", "GITHUB_EVENT_PATH": arguments.event}
    try:
        return understand(variables, event_reader(environment), arguments.base, arguments.head)
    except NotUnderstood as error:
        raise DdlintError(error.message, error.hint) from error
    except BadPayload as error:
        raise DdlintError(
            f"the event cannot be read: {error}", "GitHub Actions writes it; hand it on whole."
        ) from error
