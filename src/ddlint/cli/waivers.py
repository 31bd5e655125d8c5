"""`ddlint waivers`: `list` shows the register: what is let stand, by whom, until when and why."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence

from ddlint.cli import options
from ddlint.cli.check import open_work_tree
from ddlint.cli.environment import Environment
from ddlint.cli.session import configured, waivers_of
from ddlint.config.load import Loaded
from ddlint.engine.history import PIECE
from ddlint.engine.tree import is_candidate
from ddlint.errors import EXIT_CLEAN
from ddlint.git import history, tree
from ddlint.git.grep import holding
from ddlint.git.repository import Repository
from ddlint.git.worktree import WorkTree
from ddlint.model.waivers.waiver import WARNED, Waiver
from ddlint.model.waivers.written import NAME, in_file, in_message
from ddlint.output.json_findings import waiver as as_json
from ddlint.output.json_text import dumps
from ddlint.output.names import described
from ddlint.output.safe import safe
from ddlint.output.summary import counted


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the actions of `ddlint waivers`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION", prog="ddlint waivers")
    summary = "list the waivers of the files and the configuration, the first to end first"
    listing = actions.add_parser("list", help=summary, description=summary, allow_abbrev=False)
    listing.add_argument("--history", action="store_true", help="those in the messages of all commits too")
    listing.add_argument("--format", choices=("text", "json"), default="text")
    options.add_config_file(listing)


def run(arguments: argparse.Namespace, environment: Environment) -> int:
    """Print the register. A waiver that does not count is shown, and why: `ddlint check` finds it."""
    repository = open_work_tree(environment)
    found = configured(arguments, environment)
    every = [*standing(repository, found, environment)]
    if arguments.history:
        every += _of_history(repository, environment)
    every.sort(key=lambda each: (str(each.until or "9999"), each.where))
    if arguments.format == "json":
        rows = ",\n".join(dumps({**as_json(each), "state": _state(each, environment)}) for each in every)
        environment.stdout.write(f'{{"waivers": [\n{rows}\n]}}\n')
    else:
        environment.stdout.writelines(_table(every, environment))
        environment.say(_counts(every, environment))
    return EXIT_CLEAN


def standing(repository: Repository, found: Loaded, environment: Environment) -> Iterator[Waiver]:
    """The waivers of the configuration and of the files of a work tree, or of a snapshot."""
    yield from _of_config(found, environment, repository)
    yield from _of_files(repository, found)


def _of_config(found: Loaded, environment: Environment, repository: Repository) -> Iterator[Waiver]:
    return (each.waiver for each in waivers_of(found, environment, repository).configured)


def _of_files(repository: Repository, found: Loaded) -> Iterator[Waiver]:
    """Those of the tracked files that `ddlint check` reads."""
    limit = found.settings.files.max_bytes
    with WorkTree(repository.work_tree or "") as files:
        for path in holding(repository, [NAME]):
            data = files.read(path, limit) if is_candidate(path) else b""
            if not isinstance(data, tree.Unread):
                yield from (reach.waiver for reach in in_file(path, data.decode("utf-8", "surrogateescape")))


def _of_history(repository: Repository, environment: Environment) -> Iterator[Waiver]:
    head = repository.head()
    if head is None:
        return
    if repository.is_shallow:
        environment.say("ddlint: the history of this clone is cut: waivers in older commits are not listed")
    with history.walk(repository.git, [head]) as walk:
        for piece in history.pieces(walk, PIECE):
            for oid, _, text, _ in history.messages_in(piece):
                yield from in_message(text, oid.decode("ascii"))


def _state(waiver: Waiver, environment: Environment) -> str:
    """`ends` within two weeks, `ended`, `faulty`, or `counts`."""
    if waiver.fault:
        return "faulty"
    left = waiver.days_left(environment.now) if environment.now is not None else None
    if left is None or left > WARNED:
        return "counts"
    return "ends" if left > 0 else "ended"


def _table(every: Sequence[Waiver], environment: Environment) -> Iterator[str]:
    rows = [
        tuple(map(safe, (each.where, _state(each, environment), ", ".join(each.rules), _said(each))))
        for each in every
    ]
    wide = [max((len(row[at]) for row in rows), default=0) for at in range(3)]
    for row in rows:
        padded = (cell.ljust(width) for cell, width in zip(row, wide, strict=False))
        yield f"{'  '.join((*padded, row[3]))}\n"


def _said(waiver: Waiver) -> str:
    return waiver.fault or described(waiver)


def _counts(every: Sequence[Waiver], environment: Environment) -> str:
    states = Counter(_state(each, environment) for each in every)
    words = {"ends": "end within two weeks", "ended": "have ended", "faulty": "do not count"}
    told = [f"{states[state]:,} {what}" for state, what in words.items() if states[state]]
    return ", ".join([counted(len(every), "waiver"), *told])
