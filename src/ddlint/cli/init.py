"""`ddlint init`: write the configuration, the hooks and the file for the CI, each after asking.

Nothing that is there is ever changed: what to add to it is printed instead.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence

from ddlint.cli import check
from ddlint.cli.environment import Environment
from ddlint.cli.init_ci import KNOWN, Ci, ci_of
from ddlint.cli.init_look import Seen, look
from ddlint.cli.init_plan import HOOKS, Planned, plan
from ddlint.errors import EXIT_CLEAN, DdlintError
from ddlint.output.safe import safe

_NONE = "none"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `ddlint init`."""
    parser.add_argument("--yes", action="store_true", help="write all of it without asking")
    parser.add_argument(
        "--dry-run", action="store_true", help="show what would be written, and write nothing"
    )
    parser.add_argument(
        "--ci", choices=(*KNOWN, _NONE), help="the CI to write a file for (default: the one that is seen)"
    )


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Show what is missing, ask, and write it."""
    seen = look(check.open_work_tree(environment))
    ci = _ci(arguments.ci, seen)
    planned = plan(seen, ci)
    for line in _told(seen, ci, planned):
        print(safe(line), file=environment.stdout)
    new = [each for each in planned if not each.there]
    if arguments.dry_run or not new:
        return EXIT_CLEAN
    environment.stdout.flush()
    if not arguments.yes and not environment.stdin.isatty():
        raise DdlintError(
            "nothing was written: there is nobody to ask", "`ddlint init --yes` writes it without asking."
        )
    written = [
        each
        for each in new
        if (arguments.yes or _agreed(each, environment)) and _write(each, seen, environment)
    ]
    for line in _next(written):
        environment.say(line)
    return EXIT_CLEAN


def _ci(wanted: str | None, seen: Seen) -> Ci | None:
    if wanted is None:
        return ci_of(seen)
    return KNOWN.get(wanted)


def _told(seen: Seen, ci: Ci | None, planned: Sequence[Planned]) -> Iterator[str]:
    unknown = f"not known (`--ci` names it: {', '.join(KNOWN)})"
    yield f"repository: {seen.top}{f' ({seen.address})' if seen.address else ''}"
    yield f"main branch: {seen.main or 'not known'}"
    yield f"files that Flux reads: {'yes' if seen.flux else 'none'}"
    yield f"CI: {ci.name if ci else unknown}"
    for each in planned:
        yield ""
        yield from _shown(each)


def _shown(each: Planned) -> Iterator[str]:
    if not each.there:
        yield f"{each.path}: new"
        yield from (f"    {line}" for line in each.text.splitlines())
        return
    yield f"{each.path}: left as it is ({each.there})"
    if each.addition:
        yield f"  add to it, {each.where}:"
        yield from (f"    {line}" for line in each.addition.splitlines())


def _agreed(each: Planned, environment: Environment) -> bool:
    environment.stderr.write(f"write {each.path}? [y/N] ")
    environment.stderr.flush()
    return environment.stdin.readline().strip().lower() in {"y", "yes"}


def _write(each: Planned, seen: Seen, environment: Environment) -> bool:
    """Write a file where none is; says whether it did.

    Raises:
        DdlintError: it cannot be written.
    """
    top, place = os.path.realpath(seen.top), os.path.join(seen.top, each.path)
    folder = os.path.realpath(os.path.dirname(place))
    if os.path.commonpath([folder, top]) != top:
        raise DdlintError(f"{each.path} would be outside of the repository", "A folder on its way is a link.")
    try:
        os.makedirs(folder, exist_ok=True)
        with open(place, "x", encoding="utf-8", newline="\n") as file:
            file.write(each.text)
    except FileExistsError:
        environment.say(f"ddlint: {each.path} is there by now, and left as it is")
        return False
    except OSError as error:
        raise DdlintError(f"cannot write {each.path}: {error.strerror or error}") from error
    environment.say(f"ddlint: wrote {each.path}")
    return True


def _next(written: Sequence[Planned]) -> Iterator[str]:
    if not written:
        return
    yield "next:"
    if any(each.path == HOOKS for each in written):
        yield "  pre-commit install         # once per clone"
    yield "  ddlint check               # what stands in the way today"
    yield "  ddlint baseline write      # lets that stand until it is mended"
    yield f"  git add {' '.join(each.path for each in written)}"
