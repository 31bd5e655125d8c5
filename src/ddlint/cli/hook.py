"""`ddlint hook`: write native git hooks that call ddlint, or take them away."""

from __future__ import annotations

import argparse
import sys

from ddlint.cli.environment import Environment
from ddlint.errors import EXIT_CLEAN
from ddlint.git import native_hook
from ddlint.git.hook_script import NAMES, script
from ddlint.git.native_hook import Done, Outcome
from ddlint.git.repository import open_repository

_DEFAULT = "pre-push"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint hook`."""
    parser.add_argument("action", choices=("install", "uninstall"))
    parser.add_argument(
        "names",
        nargs="*",
        metavar="HOOK",
        choices=(*NAMES, []),
        help=f"{' or '.join(NAMES)} (default: {_DEFAULT})",
    )
    parser.add_argument(
        "--shared", action="store_true", help="also where core.hooksPath is shared with other repositories"
    )


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Write the hooks or take them away, and say which."""
    repository = open_repository(environment.folder, environment.variables, here=True)
    folder = native_hook.hooks_folder(repository, shared=arguments.shared)
    for name in dict.fromkeys(arguments.names or (_DEFAULT,)):
        if arguments.action == "install":
            outcome = native_hook.install(folder, name, script(name, sys.executable))
        else:
            outcome = native_hook.uninstall(folder, name)
        for line in _told(name, outcome):
            environment.say(f"ddlint: {line}")
    return EXIT_CLEAN


def _told(name: str, outcome: Outcome) -> list[str]:
    lines = [f"hook {name} {outcome.done}: {outcome.path}"]
    if outcome.path.endswith(native_hook.LEGACY) and outcome.done is not Done.REMOVED:
        lines.append("  pre-commit has the place of the hook; its own calls this one first, with every ref")
    if outcome.before and outcome.done is Done.REMOVED:
        lines.append("  the hook that was there before is back")
    elif outcome.before:
        what = "is still kept" if outcome.done is Done.ABSENT else "is called first"
        lines.append(f"  the hook that was there before {what}: {outcome.before}")
    return lines
