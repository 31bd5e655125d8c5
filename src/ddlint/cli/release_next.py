"""`ddlint release next`: the next version, and the commits that ask for it."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from ddlint.cli import options
from ddlint.cli.session import configured
from ddlint.engine.lines import Lines, lines_of
from ddlint.engine.upcoming import upcoming
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND, Incomplete
from ddlint.git import ci
from ddlint.git.refs import HEADS, REMOTES
from ddlint.git.repository import Repository, open_repository
from ddlint.git.revision import commit_named
from ddlint.output.next_release import as_json, as_text, tag_of

if TYPE_CHECKING:
    from ddlint.cli.environment import Environment
    from ddlint.config.settings import Settings

_PRE = re.compile(r"[A-Za-z][A-Za-z-]*", re.ASCII)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint release next`."""
    parser.epilog = (
        "exit codes: 0 there is a next version, 1 there is nothing to release, "
        "2 could not run, 3 the history of this clone is cut."
    )
    parser.add_argument("--pre", metavar="WORD", type=_word, help="a pre-release, such as rc")
    parser.add_argument("--ref", metavar="REF", default="HEAD", help="where it is made (default: HEAD)")
    parser.add_argument(
        "--format",
        choices=("text", "tag", "json"),
        default="text",
        help="tag: nothing but the name of the tag",
    )
    parser.add_argument("--first", action="store_true", help="nothing was released yet")
    options.add_config_file(parser)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print the next version; where there is none, say why, and end with 1."""
    repository = open_repository(environment.folder, environment.variables, here=True)
    settings = configured(arguments, environment).settings
    hint = ci.detect(environment.variables).hint(repository.is_shallow)
    oid = commit_named(repository, arguments.ref, hint)
    lines = lines_of(repository, settings, hint, further=[oid])
    if not (arguments.first or lines.releases.tags):
        _require_no_remote(repository, settings, hint)
    branch = _branch(lines, repository, arguments.ref, environment)
    found = upcoming(repository, lines, oid, branch, settings, arguments.pre or "")
    if arguments.format == "json":
        environment.stdout.write(as_json(found, settings.versions.tag) + "\n")
    elif arguments.format == "text":
        environment.stdout.writelines(f"{line}\n" for line in as_text(found, settings.versions.tag))
    elif found.next.version:
        environment.stdout.write(f"{tag_of(settings.versions.tag, found.next.version)}\n")
    if not found.next.version:
        environment.say(f"ddlint: nothing to release: {found.next.why_none}")
        return EXIT_FOUND
    for warning in found.next.warnings:
        environment.say(f"ddlint: {warning}")
    return EXIT_CLEAN


def _word(text: str) -> str:
    if not _PRE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"a word such as rc is needed, not {text!r}")
    return text


def _branch(lines: Lines, repository: Repository, name: str, environment: Environment) -> str:
    """The full name of the branch that a person names; empty where it is none, or nobody says which."""
    if name == "HEAD":
        built = ci.branch(environment.variables)
        return repository.head_ref() or (f"{HEADS}{built}" if built else "")
    known = (name, f"{HEADS}{name}", f"{REMOTES}{name}")
    return next((each for each in known if each in lines.branches), "")


def _require_no_remote(repository: Repository, settings: Settings, hint: str) -> None:
    """Without any release tag: the first release, or a clone to which no tag was fetched.

    Raises:
        Incomplete: it was cloned from somewhere, so that nobody can tell.
    """
    if repository.git.run("config", "--get-regexp", r"^remote\..*\.url$", accept=(0, 1)):
        raise Incomplete(
            f"there is no release tag here ({settings.versions.tag}), so what was released is unknown",
            f"Fetch them: git fetch --tags\n{hint}\nBefore the first release: ddlint release next --first",
        )
