"""The rules on the same files under two policies: that of a commit, and that of a later one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from ddlint.cli import check, files
from ddlint.cli.adopted import adopted
from ddlint.cli.environment import Environment
from ddlint.cli.gate_ends import Ends
from ddlint.cli.gate_trust import Trust, trust
from ddlint.cli.session import Session, session
from ddlint.config.compare import SettingChange, changed_settings
from ddlint.config.settings import Settings
from ddlint.engine.history import why_exempt
from ddlint.engine.ledger import Entry, Ledger
from ddlint.engine.policy_changes import Changed
from ddlint.engine.policy_difference import Difference, Judged, difference
from ddlint.engine.rule import Moment
from ddlint.git.history import commits
from ddlint.git.repository import Repository
from ddlint.model.changes.policy_change import PolicyChange
from ddlint.model.commit import CommitMessage


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change makes of the policy.

    Attributes:
        settings: that differ.
        policy: what else the change edits of it: files, waivers.
        difference: in what is found in the files of the head, and in the commits of the change.
        incomplete: whether something could not be looked at.
        earlier: the policy of where the change left.
        later: that of the head.
        found: all that was found in the files of the head, waived or not.
    """

    settings: tuple[SettingChange, ...]
    policy: tuple[PolicyChange, ...]
    difference: Difference
    incomplete: bool
    earlier: Trust
    later: Trust
    found: Sequence[Entry]


def compare(
    repository: Repository, ends: Ends, changed: Sequence[Changed], arguments: argparse.Namespace,
    environment: Environment,
) -> Comparison:  # fmt: skip
    """Run the rules on the files of the head under the policy of where the change left, and under its own.

    Args:
        repository: where both are.
        ends: of the change.
        changed: the files that differ.
        arguments: of the command (those of a linting one).
        environment: its outside.

    Raises:
        DdlintError: one of the policies cannot be used.
    """
    earlier = trust(repository, Ends(ends.fork, ends.fork, ends.head), arguments)
    later = trust(repository, Ends(ends.head, ends.head, ends.head), arguments)
    before, gaps = _found(earlier, ends, changed, arguments, environment)
    after, more = _found(later, ends, (), arguments, environment)
    policy = {(each.file, each.what): each for found in (earlier, later) for each in found.changes(changed)}
    return Comparison(
        changed_settings(earlier.settings, later.settings),
        tuple(policy.values()),
        difference(before, after),
        gaps or more,
        earlier,
        later,
        [*before, *after],
    )


def _found(
    policy: Trust, ends: Ends, changed: Sequence[Changed], arguments: argparse.Namespace,
    environment: Environment,
) -> tuple[list[Entry], bool]:  # fmt: skip
    """All that a policy makes of the head, and whether it could not look at something."""
    unheard = replace(environment, stdout=StringIO(), stderr=StringIO())
    silent = argparse.Namespace(**{**vars(arguments), "output": [], "format": "concise"})
    with policy.snapshot(ends.head) as there:
        inside = replace(unheard, folder=Path(there.work_tree or ""))
        with session(silent, inside, _areas, Moment.CHANGE, there) as running:
            judged = Judged(adopted(running, there, None, inside))
            waivers = policy.waivers(running.waivers, changed)
            ending = replace(running, adopted=judged, waivers=waivers)
            chosen = files.choose(there, running.settings.files, silent, inside)
            ledger = check.lint(ending, there, chosen, silent, inside)
            ledger.add(_lint_messages(ending, policy.repository, ends))
    return judged.entries, ledger.incomplete


def _areas(settings: Settings) -> tuple[str, ...]:
    return (*check.areas(settings), "commits")


def _lint_messages(running: Session, repository: Repository, ends: Ends) -> Ledger:
    linting = running.run()
    exempt = running.settings.commits.exempt
    begun = ends.begun(repository)
    for commit in commits(repository, ends.commits.include, ends.commits.exclude):
        author = commit.author
        if why_exempt(exempt, commit.message, f"{author.name} <{author.email}>"):
            continue
        time = commit.committer.time
        time = time if time is None else max(time, begun)
        linting.feed(CommitMessage(commit.message, commit.oid, merge=commit.is_merge, time=time))
    return linting.close()
