"""The gate on a change: every rule on what it leaves behind, and what of that was there before."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from ddlint.cli import branch, check, files, gate_policy, gate_values
from ddlint.cli.across import Across, Others
from ddlint.cli.adopted import adopted
from ddlint.cli.environment import Environment
from ddlint.cli.gate_ends import Ends, ends_of
from ddlint.cli.gate_trust import Trust, place_config, trust
from ddlint.cli.lint_commits import lint_pieces
from ddlint.cli.session import Session, session
from ddlint.config.settings import Settings
from ddlint.engine.grandfather import Introduced, Seen
from ddlint.engine.history import PIECE
from ddlint.engine.ledger import Entry, Ledger
from ddlint.engine.locate import Location
from ddlint.engine.policy_changes import Changed
from ddlint.engine.rule import Moment
from ddlint.errors import DdlintError
from ddlint.git import history
from ddlint.git.changed_files import changed_files, new_lines, texts
from ddlint.git.current_branch import Current
from ddlint.git.refs import HEADS
from ddlint.git.repository import Repository
from ddlint.model.commit import CommitMessage
from ddlint.model.flux.index import FluxIndex
from ddlint.model.gate.asked import Asked


def judge(
    asked: Asked, repository: Repository, arguments: argparse.Namespace, environment: Environment,
    also: Callable[[Session], Ledger] | None = None,
) -> int:  # fmt: skip
    """Judge the change, and return the exit code; `also` judges something more in the same run.

    Raises:
        Incomplete: an end of it, or the history between them, was not fetched.
        DdlintError: it has no ends, or the configuration is wrong.
    """
    place_config(arguments, repository, environment)
    ends = ends_of(asked, repository, environment.variables)
    changed = [*texts(repository, changed_files(repository, ends.fork, ends.head))]
    trusted = trust(repository, ends, arguments)
    others = Others()
    with ExitStack() as trees:
        before = _before(trees, others, ends, changed, trusted, arguments, environment)
        there = trees.enter_context(trusted.snapshot(ends.head, before.tree))
        inside = replace(environment, folder=Path(there.work_tree or ""))
        with session(arguments, inside, _areas, Moment.CHANGE, there) as running:
            # What a baseline holds was there before. It knows findings by fingerprint, of which a run over
            # some files counts others: so it has no word where it is known what was there.
            aside = adopted(running, there, None, inside) if before.entries is None else None
            introduced = Introduced(before.entries or [], _written(changed), aside)
            waivers = trusted.waivers(running.waivers, changed)
            ending = replace(running, adopted=introduced, waivers=waivers)
            across = Across(ending, inside, there, others)
            chosen = _chosen(ending, there, changed, arguments, inside)
            ledger = check.lint(ending, there, chosen, arguments, inside, across)
            ledger.add(gate_policy.lint(ending, trusted, changed, arguments, environment))
            ledger.add(gate_values.lint(ending, there, ends, changed, inside, [*before.index, across.index]))
            if ending.settings.accounts.files:
                ledger.add(_lint_accounts(ending, there, changed, inside))
            ledger.add(_lint_messages(ending, asked, repository, ends, arguments, environment))
            ledger.add(_lint_branch(ending, asked, repository, ends, environment))
            if also:
                ledger.add(also(ending))
            code = ending.finish(ledger)
    there_before = introduced.touched + introduced.there
    environment.say(
        f"ddlint: {ledger.severities.total():,} introduced by this change; "
        f"{there_before:,} were there before, {introduced.touched:,} of them on lines that it writes"
    )
    return code


def _areas(settings: Settings) -> tuple[str, ...]:
    return (*check.areas(settings), "commits", "branches", "changes", "pushes")


@dataclass(frozen=True, slots=True)
class _Before:
    """What there was where the change left.

    Attributes:
        entries: what the same rules find there; None where that is not known.
        tree: its files; None where they could not be read.
        index: all Flux objects there; nothing where they are not known.
    """

    entries: list[Entry] | None = None
    tree: Repository | None = None
    index: tuple[FluxIndex | None, ...] = ()


def _before(
    trees: ExitStack, others: Others, ends: Ends, changed: Sequence[Changed], trusted: Trust,
    arguments: argparse.Namespace, environment: Environment,
) -> _Before:  # fmt: skip
    """What there was; where that cannot be told, it says so. Its files stay until `trees` is left."""
    seen, unheard = Seen(), replace(environment, stdout=StringIO(), stderr=StringIO())
    silent = argparse.Namespace(**{**vars(arguments), "output": [], "format": "concise"})
    there = None
    try:
        there = trees.enter_context(trusted.snapshot(ends.fork))
        inside = replace(unheard, folder=Path(there.work_tree or ""))
        with session(silent, inside, _areas, Moment.CHANGE, there) as running:
            ending = replace(running, adopted=seen)
            chosen = _chosen(ending, there, changed, silent, inside)
            across = Across(ending, inside, there, others)
            check.lint(ending, there, chosen, silent, inside, across)
    except DdlintError as error:
        environment.say(
            "ddlint: what the policy of the base says of the commit where the change left is not known:"
        )
        environment.say(f"  {error.message}")
        environment.say(
            "  So all that is found counts as introduced; merge the base into the change to know more."
        )
        return _Before(tree=there)
    return _Before(seen.entries, there, (across.index,))


def _chosen(
    running: Session, there: Repository, changed: Sequence[Changed], arguments: argparse.Namespace,
    environment: Environment,
) -> files.Chosen:  # fmt: skip
    """The changed files one by one, and what several files say together everywhere."""
    every = files.choose(there, running.settings.files, arguments, environment)
    paths = {file.path for file, _, _ in changed}
    skipped = tuple(skip for skip in every.skipped if skip.name in paths)
    return files.Chosen(
        tuple(path for path in every.paths if path in paths), skipped, is_part=True, everywhere=True
    )


def _written(changed: Sequence[Changed]) -> Callable[[Location], bool]:
    lines = {file.path: new_lines(before, after) for file, before, after in changed}
    return lambda place: place.kind == "file" and place.line in lines.get(place.name, ())


def _lint_accounts(
    running: Session, there: Repository, changed: Sequence[Changed], environment: Environment
) -> Ledger:
    from ddlint.cli import gate_accounts

    return gate_accounts.lint(running, there, changed, environment)


def _lint_messages(
    running: Session, asked: Asked, repository: Repository, ends: Ends, arguments: argparse.Namespace,
    environment: Environment,
) -> Ledger:  # fmt: skip
    """The commits of the change, and the title, which becomes the header of a squash commit."""
    commits = ends.commits
    with history.walk(repository.git, commits.include, commits.exclude) as walk:
        pieces = history.pieces(walk, PIECE)
        ledger = lint_pieces(running, pieces, arguments, environment, ends.begun(repository))
    if asked.title:
        linting = running.run(lambda entry: running.show(entry._replace(message=f"title: {entry.message}")))
        linting.feed(CommitMessage(asked.title, merge=False))
        ledger.add(linting.close())
    return ledger


def _lint_branch(
    running: Session, asked: Asked, repository: Repository, ends: Ends, environment: Environment
) -> Ledger:
    if not asked.head_branch or asked.fork:
        return Ledger()
    current = Current(f"{HEADS}{asked.head_branch}", ends.head)
    return branch.judged(running, repository, current, environment)
