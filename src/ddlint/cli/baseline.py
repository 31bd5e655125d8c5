"""`ddlint baseline`: `write` lets the findings of today stand, and later takes out those that are mended."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from io import StringIO

from ddlint.cli import check, files, options
from ddlint.cli.adopted import USUAL, place_of, read
from ddlint.cli.environment import Environment
from ddlint.cli.session import Session, session
from ddlint.engine.grandfather import Seen
from ddlint.engine.rule import Moment
from ddlint.errors import EXIT_CLEAN, Incomplete
from ddlint.git.repository import Repository
from ddlint.model.baseline import Baseline, Known
from ddlint.output.files import written
from ddlint.output.safe import safe
from ddlint.output.summary import counted

_DEFAULTS = {
    "paths": [], "all_files": False, "fix": False, "unsafe_fixes": False, "diff": False, "format": "concise",
    "output": [], "color": "never", "quiet": False, "verbose": False, "exit_zero": False,
}  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the actions of `ddlint baseline`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION", prog="ddlint baseline")
    summary = "let the findings of `ddlint check` stand; a file that is there only shrinks"
    write = actions.add_parser("write", help=summary, description=summary, allow_abbrev=False)
    write.add_argument("--baseline", metavar="FILE", help=f"the file (default: [baseline], else {USUAL})")
    write.add_argument("--no-progress", action="store_true", help="no progress bar")
    write.add_argument("--jobs", type=options.jobs, default=0, metavar="N", help="processes to use")
    options.add_configuration(write)
    write.set_defaults(**_DEFAULTS)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Lint all files, and write what was found, or what of the baseline is still found."""
    repository = check.open_work_tree(environment)
    unheard = replace(environment, stdout=StringIO(), stderr=StringIO())
    with session(arguments, unheard, check.AREAS, Moment.CHANGE, repository) as running:
        place = place_of(running, repository, arguments.baseline, environment)
        place = place or os.path.join(repository.work_tree or "", USUAL)
        old = read(place)
        found = _found(running, repository, arguments, unheard)
    new = Baseline(found) if old is None else old.within(found)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with written(place) as stream:
        stream.write(new.text())
    shown = os.path.relpath(place, environment.folder)
    if old is None:
        _say_what_is_let_stand(new, shown, environment)
    else:
        _say_what_changed(old, new, len(found), shown, environment)
    return EXIT_CLEAN


def _found(
    running: Session, repository: Repository, arguments: argparse.Namespace, environment: Environment
) -> dict[str, Known]:
    seen = Seen()
    chosen = files.choose(repository, running.settings.files, arguments, environment)
    ledger = check.lint(replace(running, adopted=seen), repository, chosen, arguments, environment)
    if ledger.incomplete:
        hint = "`ddlint check` says what, and what to do"
        raise Incomplete("not all could be looked at, so no baseline is written", hint)
    held = {rule.code for rule in running.rules if not running.waivers.may_waive(rule)}
    return {
        entry.fingerprint: Known(entry.code, safe(entry.location.name) if entry.location else "")
        for entry in seen.entries
        if entry.code not in held
    }


def _say_what_is_let_stand(new: Baseline, shown: str, environment: Environment) -> None:
    environment.say(f"ddlint: {counted(len(new.known), 'finding')} may stand, by {shown}; commit it")
    environment.say(
        f'  `ddlint check --baseline {shown}` sets them aside; so does `baseline = "..."` in ddlint.toml'
    )


def _say_what_changed(old: Baseline, new: Baseline, found: int, shown: str, environment: Environment) -> None:
    gone, more = len(old.known) - len(new.known), found - len(new.known)
    environment.say(
        f"ddlint: {counted(len(new.known), 'finding')} may stand, by {shown}; {gone:,} mended and taken out"
    )
    if more:
        environment.say(
            f"  {counted(more, 'new finding')} not let stand: a baseline only shrinks. Mend or waive them."
        )
