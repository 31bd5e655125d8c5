"""`ddlint policy diff BASE HEAD`: what a change of the policy would find more and less."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from ddlint.cli import options
from ddlint.cli.environment import Environment
from ddlint.cli.gate_ends import ends_of
from ddlint.cli.gate_trust import place_config
from ddlint.cli.policy_compare import Comparison, compare
from ddlint.engine.policy_difference import Difference, Shift
from ddlint.errors import EXIT_CLEAN, EXIT_FOUND, EXIT_INCOMPLETE
from ddlint.git.changed_files import changed_files, texts
from ddlint.git.repository import open_repository
from ddlint.model.gate.asked import Asked, Kind
from ddlint.output.json_findings import finding
from ddlint.output.json_text import Json, dumps
from ddlint.output.names import position
from ddlint.output.safe import safe

_VERSION = "1"
_DEFAULTS = {
    "paths": [], "all_files": False, "fix": False, "unsafe_fixes": False, "diff": False, "output": [],
    "color": "never", "quiet": False, "verbose": False,
}  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the actions of `ddlint policy`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION", prog="ddlint policy")
    summary = (
        "what HEAD's policy finds in the files of HEAD more and less than the policy where HEAD left BASE"
    )
    diff = actions.add_parser("diff", help=summary, description=summary, allow_abbrev=False)
    diff.add_argument("base", metavar="BASE", help="a revision")
    diff.add_argument("head", metavar="HEAD", nargs="?", default="HEAD", help="a revision (default: HEAD)")
    diff.add_argument("--format", choices=("text", "json"), default="text")
    diff.add_argument("--exit-zero", action="store_true", help="exit 0 where a difference would make it 1")
    diff.add_argument("--no-progress", action="store_true", help="no progress bar")
    diff.add_argument("--jobs", type=options.jobs, default=0, metavar="N", help="processes to use")
    options.add_configuration(diff)
    diff.set_defaults(**_DEFAULTS)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Compare, print, and return the exit code: 1 where the findings differ."""
    repository = open_repository(environment.folder, environment.variables, here=True)
    asked = Asked(Kind.CHANGE, "", arguments.base, arguments.head)
    place_config(arguments, repository, environment)
    ends = ends_of(asked, repository, environment.variables)
    changed = [*texts(repository, changed_files(repository, ends.fork, ends.head))]
    found = compare(repository, ends, changed, arguments, environment)
    if arguments.format == "json":
        environment.stdout.write(_json(found, ends.fork, ends.head))
    else:
        environment.stdout.writelines(f"{line}\n" for line in _text(found))
        environment.say(f"ddlint: {_counts(found)}")
    if found.incomplete:
        environment.say("ddlint: not all could be looked at; `ddlint check` says what, and what to do")
        return EXIT_INCOMPLETE
    return EXIT_FOUND if found.difference.any and not arguments.exit_zero else EXIT_CLEAN


def _text(found: Comparison) -> Iterator[str]:
    for setting in found.settings:
        yield safe(f"setting {setting.key}: {setting.before} -> {setting.after}")
    for change in found.policy:
        yield safe(f"{change.file}: {change.what} is {change.how}")
    for sign, shifts in _signed(found.difference):
        yield from (_line(sign, shift) for shift in shifts)


def _signed(difference: Difference) -> Sequence[tuple[str, Sequence[Shift]]]:
    return ("+", difference.new), ("-", difference.gone), ("~", difference.changed)


def _line(sign: str, shift: Shift) -> str:
    entry = shift.entry
    where = f"{position(entry.location)}: " if entry.location else ""
    named = safe(f"{entry.code} {entry.name}: {entry.message}")
    return f"{sign} {where}{named} ({safe(f'{shift.before} -> {shift.after}')})"


def _counts(found: Comparison) -> str:
    if not (found.settings or found.policy):
        return "the policy is the same"
    return f"it would find {found.difference.told() or 'the same'}"


def _json(found: Comparison, base: str, head: str) -> str:
    parts: dict[str, Sequence[Json]] = {
        "settings": [{"key": it.key, "before": it.before, "after": it.after} for it in found.settings],
        "policy": [{"path": it.file, "what": it.what, "how": it.how} for it in found.policy],
        "new": [*map(_shift, found.difference.new)],
        "gone": [*map(_shift, found.difference.gone)],
        "changed": [*map(_shift, found.difference.changed)],
    }
    lists = "".join(f',\n"{key}": [{_rows(rows)}]' for key, rows in parts.items())
    heading = f'"version": "{_VERSION}", "base": {dumps(base)}, "head": {dumps(head)}'
    return f'{{{heading}, "complete": {dumps(not found.incomplete)}{lists}}}\n'


def _rows(rows: Sequence[Json]) -> str:
    return ",".join(f"\n{dumps(row)}" for row in rows)


def _shift(shift: Shift) -> Json:
    return {"finding": finding(shift.entry), "before": shift.before, "after": shift.after}
