"""The waiver register of an audit: what is let stand, by whom, until when, why, and how often it was used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ddlint.audit.rows import WaiverRow
from ddlint.cli.audit_history import Doing
from ddlint.cli.environment import Environment
from ddlint.cli.waivers import standing
from ddlint.engine.ledger import Ledger
from ddlint.git.history import commits_by_id
from ddlint.git.main_line import Span
from ddlint.git.repository import Repository
from ddlint.model.waivers.waiver import Waiver
from ddlint.model.waivers.written import TRAILER, in_message


def write_waivers(doing: Doing, there: Repository, inside: Environment, span: Span, ledger: Ledger) -> Ledger:
    """Write a row for each waiver.

    Args:
        doing: the audit of a repository.
        there: its files.
        inside: the environment in which they are the work tree.
        span: the commits whose messages may hold waivers.
        ledger: says how often each waiver let a finding stand.

    Returns:
        How many they are.
    """
    used: Counter[str] = Counter()
    for (where, _), count in ledger.waivers.items():
        used[where] += count
    every = [*standing(there, doing.running.found, inside), *_of_messages(doing, span)]
    doing.store.add([_row(doing.target.name, waiver, used[waiver.where]) for waiver in every])
    counts = Ledger()
    counts.checked["waiver"] += len(every)
    return counts


def _of_messages(doing: Doing, span: Span) -> Iterator[Waiver]:
    without = (f"^{span.after}",) if span.after else ()
    repository = doing.target.repository
    asked = ("rev-list", "--regexp-ignore-case", "--fixed-strings", f"--grep={TRAILER}", span.tip, *without)
    oids = repository.git.run(*asked).decode("ascii").split()
    for commit in commits_by_id(repository, oids):
        yield from in_message(commit.message, commit.oid)


def _row(repository: str, waiver: Waiver, used: int) -> WaiverRow:
    place, _, line = waiver.where.rpartition(":")
    numbered = line.isdigit() and bool(place)
    return WaiverRow(
        repository,
        place if numbered else waiver.where,
        int(line) if numbered else None,
        ", ".join(waiver.rules),
        str(waiver.until or ""),
        waiver.owner,
        waiver.ref,
        waiver.reason or waiver.fault,
        used,
    )
