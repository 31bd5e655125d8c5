"""The evidence of an audit as it runs: who took part, by which rules, and what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ddlint import __version__
from ddlint.audit.evidence import Audited, Manifest, audited, rules_in_force, settings_digest
from ddlint.audit.rows import RepositoryRow
from ddlint.audit.store import Store
from ddlint.cli.audit_targets import Target
from ddlint.cli.environment import Environment
from ddlint.cli.session import Session
from ddlint.engine.ledger import Ledger, Verdict
from ddlint.engine.selection import Selection
from ddlint.output.json_text import Json
from ddlint.rules import AREAS, load


class Witness:
    """Sees what an audit looks at, and says at its end what it was."""

    def __init__(self, arguments: argparse.Namespace, environment: Environment) -> None:
        self._since, self._until = arguments.first_day or "", arguments.last_day or ""
        self._clock = environment.now
        self._running: Session | None = None
        self._store: Store | None = None
        self._repositories: list[Audited] = []

    def attend(self, running: Session, targets: Sequence[Target], store: Store) -> None:
        """See the rules and settings in force, and the refs of each repository before it is looked at."""
        self._running = running
        self._repositories = [
            audited(each.repository, each.name, each.role, each.ref, each.tip, 0) for each in targets
        ]
        self._store = store

    def manifest(self, ledger: Ledger, exit_code: int) -> Manifest:
        """The manifest, when all is counted."""
        assert self._running is not None
        assert self._store is not None
        read = {row.name: row.commits for row in self._store.rows(RepositoryRow)}
        counts = {**ledger.checked, **{f"verdict: {each}": ledger.total(each) for each in Verdict}}
        rules = load(AREAS)
        return Manifest(
            __version__,
            rules_in_force(rules, Selection(rules, self._running.settings)),
            settings_digest(self._running.settings),
            tuple(replace(each, commits=read.get(each.name, 0)) for each in self._repositories),
            self._clock,
            exit_code,
            complete=not ledger.incomplete,
            since=self._since,
            until=self._until,
            counts=counts,
        )

    def evidence(self, digest: str, ledger: Ledger, exit_code: int) -> Mapping[str, Json]:
        """The manifest as it goes into a report, with the digest over the rest of that."""
        return self.manifest(ledger, exit_code).as_json(digest)
