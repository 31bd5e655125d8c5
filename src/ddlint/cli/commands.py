"""The commands there are, and how one is run: parse, call, turn expected failures into exit codes."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol, cast

from ddlint import __version__
from ddlint.cli.environment import Environment
from ddlint.cli.signals import exit_code_of, heeded
from ddlint.errors import EXIT_COULD_NOT_RUN, EXIT_INCOMPLETE, DdlintError
from ddlint.output.crash import report, system

BROKEN_PIPE = 141


class Command(Protocol):
    """A command is a module `ddlint.cli.<name>` with these two functions."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options of the command."""
        ...

    def run(self, arguments: argparse.Namespace, environment: Environment) -> int:
        """Run it and return the exit code."""
        ...


@dataclass(frozen=True, slots=True)
class Listing:
    """A command as `ddlint --help` lists it. Its module is imported only when it is called.

    Attributes:
        module: in `ddlint.cli`.
        summary: for the list.
        actions: the modules of what the first word behind the command may ask for instead.
    """

    module: str
    summary: str
    actions: Mapping[str, str] = field(default_factory=dict)


COMMANDS = {
    "check": Listing("check", "lint the files of a config repository"),
    "commits": Listing("commits", "lint the commit messages of a range, or of the whole history"),
    "commit-msg": Listing("commit_msg", "lint one commit message (the commit-msg hook)"),
    "builds": Listing("list_builds", "show what Cloud Build configs push, and whether Flux can sort it"),
    "accounts": Listing("accounts", "show what each account runs, and what will write it next"),
    "branches": Listing("branches", "show where hotfixes left and whether they came back"),
    "branch": Listing("branch", "lint the hotfix branch one is on, or all of them"),
    "release": Listing(
        "release", "whether a release is in order, and what the next version is (`check`, `next`)"
    ),
    "ci": Listing("ci", "judge a pull request, a push or a tag by the policy of where it goes (the gate)"),
    "audit": Listing(
        "audit",
        "audit repositories with all their history; ask what it left (`query`, `verify`, `diff`)",
        {"query": "audit_query", "verify": "audit_verify", "diff": "audit_diff"},
    ),
    "push": Listing("push", "lint what a push brings (the pre-push hook)"),
    "tags": Listing(
        "tags", "the ledger of release tags: which moved, went, or came back (`record`, `verify`)"
    ),
    "init": Listing("init", "write the configuration, the hooks and the file for the CI, after asking"),
    "hook": Listing("hook", "write native git hooks, or take them away (`install`, `uninstall`)"),
    "flux": Listing("flux", "show what Flux makes of files and tags (`markers`, `select`, `policy-for`)"),
    "policy": Listing("policy", "what a change of the policy would find more and less (`diff`)"),
    "baseline": Listing("baseline", "let the findings of today stand until they are mended (`write`)"),
    "waivers": Listing("waivers", "the register of what is let stand, until when and why (`list`)"),
    "rules": Listing("rules", "list the rules"),
    "explain": Listing("explain", "print the page of one rule"),
    "config": Listing("config", "show the settings in force (`config show`)"),
    "demo": Listing("demo", "write a sample to try ddlint on"),
}


def run(words: list[str], environment: Environment) -> int:
    """Run the command that `words` name and return its exit code."""
    parser, name = _parser(), _command_in(words)
    parser.parse_args(words[: words.index(name)] if name else words)
    if name is None:
        parser.print_help(environment.stderr)
        return EXIT_COULD_NOT_RUN
    return _guarded(lambda: _call(name, words, environment), environment)


def _call(name: str, words: list[str], environment: Environment) -> int:
    if name not in COMMANDS:
        close = difflib.get_close_matches(name, COMMANDS, 1)
        hint = f"did you mean `ddlint {close[0]}`?" if close else "`ddlint --help` lists the commands"
        raise DdlintError(f"there is no command {name!r}", hint)
    listing, rest = COMMANDS[name], words[words.index(name) + 1 :]
    module = listing.module
    if rest and rest[0] in listing.actions:
        action, *rest = rest
        module, name = listing.actions[action], f"{name} {action}"
    command = cast("Command", import_module(f"ddlint.cli.{module}"))
    parser = argparse.ArgumentParser(prog=f"ddlint {name}", description=listing.summary, allow_abbrev=False)
    command.configure(parser)
    return command.run(parser.parse_args(rest), environment)


def _guarded(call: Callable[[], int], environment: Environment) -> int:
    try:
        with heeded():
            code = call()
        environment.stdout.flush()
    except DdlintError as error:
        environment.say(f"ddlint: {error.message}")
        for line in error.hint.splitlines():
            environment.say(f"  {line}")
        return error.exit_code
    except KeyboardInterrupt as ending:
        environment.say("ddlint: interrupted")
        return exit_code_of(ending)
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away: nothing is left to say, nor anyone to hear it
        return BROKEN_PIPE
    except OSError as error:
        return _failed(error, environment)
    except Exception:  # noqa: BLE001 - Python's own exit code for it is 1, which means findings
        environment.stdout.flush()
        for line in report("ddlint crashed", traceback.format_exc(), f"ddlint {__version__}, {system()}"):
            environment.say(line)
        return EXIT_INCOMPLETE
    return code


def _failed(error: OSError, environment: Environment) -> int:
    """Say what the system refused: a full disk, a folder that is gone. Nothing more is written to stdout."""
    try:
        environment.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), environment.stdout.fileno())
    where = f": {error.filename}" if error.filename else ""
    environment.say(f"ddlint: {error.strerror or error}{where}")
    return EXIT_COULD_NOT_RUN


def _command_in(words: list[str]) -> str | None:
    return next((word for word in words if not word.startswith("-")), None)


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    listing = "\n".join(f"  {name:{width}}  {command.summary}" for name, command in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="ddlint",
        usage="ddlint [--version] [--help] COMMAND ...",
        description="A policy-as-code linter for releases made with Git, Flux and SemVer.",
        epilog=f"commands:\n{listing}\n\n`ddlint COMMAND --help` shows the options of one.\n"
        "exit codes: 0 clean, 1 findings, 2 could not run, 3 ran but incomplete.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"ddlint {__version__}")
    return parser
