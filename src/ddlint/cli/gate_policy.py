"""The gate on the policy: what a change edits of it, what that would find otherwise, a baseline that grew."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ddlint.cli.adopted import parsed
from ddlint.cli.environment import Environment
from ddlint.cli.gate_ends import Ends
from ddlint.cli.gate_trust import Trust, trust
from ddlint.cli.policy_compare import Comparison, compare
from ddlint.cli.session import Session
from ddlint.engine.baseline_changes import baseline_change
from ddlint.engine.ledger import Gap, Ledger
from ddlint.engine.looser_settings import explained
from ddlint.engine.policy_changes import Changed
from ddlint.engine.tree import is_candidate
from ddlint.errors import DdlintError
from ddlint.model.changes.baseline_change import BaselineChange
from ddlint.model.changes.policy_change import PolicyChange
from ddlint.model.recorded_tag import LedgerChange


def lint(
    running: Session, trusted: Trust, changed: Sequence[Changed], arguments: argparse.Namespace,
    environment: Environment,
) -> Ledger:  # fmt: skip
    """Run the rules on what the change edits of the policy; where it edits nothing, nothing is done.

    Args:
        running: the run.
        trusted: the policy of the base.
        changed: the files that differ.
        arguments: of the command.
        environment: its outside, not that of the snapshot.
    """
    linting = running.run(running.numbered())
    edits = [*trusted.changes(changed)]
    if edits:
        sides = {file.path: (before, after) for file, before, after in changed}
        comparison, fault = _compared(trusted, changed, arguments, environment)
        for edit in _told(edits, comparison, fault):
            linting.feed(explained(edit, *sides[edit.file]))
        if comparison is not None and (grown := _baseline(comparison)):
            linting.feed(grown)
    for path, lost in _ledger(trusted, changed):
        linting.feed(LedgerChange(path, "", lost))
    ledger = linting.close()
    ledger.gaps += _outgrown(trusted, changed)
    return ledger


def _outgrown(trusted: Trust, changed: Sequence[Changed]) -> Iterator[Gap]:
    """Files that the change makes larger than what is read: filling one up would hide it."""
    limit = trusted.settings.files.max_bytes
    for file, before, after in changed:
        if _size(after) > limit >= _size(before) and is_candidate(file.path):
            hint = "Split it; or raise `[files] max_bytes`, in a change of its own."
            yield Gap(f"{file.path} grows beyond {limit:,} bytes, so nobody looks at it", hint)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogateescape"))


def _compared(
    trusted: Trust, changed: Sequence[Changed], arguments: argparse.Namespace, environment: Environment
) -> tuple[Comparison | None, str]:
    """The two policies, or why that of the head cannot be used."""
    every = argparse.Namespace(**{**vars(arguments), "select": [], "ignore": []})
    try:
        return compare(trusted.repository, trusted.ends, changed, every, environment), ""
    except DdlintError as error:
        fault = error.message
    try:
        trust(trusted.repository, Ends(trusted.ends.fork, trusted.ends.fork, trusted.ends.head), arguments)
    except DdlintError:
        return None, ""  # what was there before cannot be used either: the change may mend it
    return None, fault


def _told(edits: Sequence[PolicyChange], comparison: Comparison | None, fault: str) -> Iterator[PolicyChange]:
    effect = ""
    if comparison is not None:
        effect = f"it would find {comparison.difference.told() or 'the same in the files of the change'}"
    first, *others = edits
    yield replace(first, effect=effect, fault=fault)
    yield from others


def _baseline(comparison: Comparison) -> BaselineChange | None:
    """The baseline before and after; None where one of the two is not there: adopting ddlint is no growth."""
    later = comparison.later
    before, after = comparison.earlier.baseline(), later.baseline()
    if before is None or after is None or before == after:
        return None
    path = later.settings.baseline
    found = frozenset(entry.fingerprint for entry in comparison.found)
    text = after.decode("utf-8", "surrogateescape")
    return baseline_change(path, text, parsed(before, path), parsed(after, path), found)


def _ledger(trusted: Trust, changed: Sequence[Changed]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lines that the ledger of tags loses."""
    for file, before, after in changed:
        if file.path in trusted.ledgers:
            there = {line.rstrip("\r") for line in after.split("\n")}
            lost = dict.fromkeys(line.rstrip("\r") for line in before.split("\n"))
            yield file.path, tuple(line for line in lost if line and line not in there)
