"""The gate on accounts: one that becomes UAT or production, or gets a pre-release in the same change."""

from __future__ import annotations

from collections.abc import Sequence

from ddlint.cli.account_checks import facts_of
from ddlint.cli.account_files import AccountFiles
from ddlint.cli.environment import Environment
from ddlint.cli.files import candidates
from ddlint.cli.session import Session
from ddlint.engine.account_changes import as_texts, concerns, turned, turns
from ddlint.engine.ledger import Ledger
from ddlint.engine.policy_changes import Changed
from ddlint.git.repository import Repository


def lint(running: Session, there: Repository, changed: Sequence[Changed], environment: Environment) -> Ledger:
    """Run the rules on accounts that the change turns into UAT accounts, or back; else nothing is read.

    Args:
        running: the run.
        there: the repository with the files after the change.
        changed: the files that differ.
        environment: of the command, in that repository.
    """
    settings = running.settings
    run = running.run(running.numbered())
    if not settings.accounts.files:
        return run.close()
    files = AccountFiles(running.found, environment, there)
    registry = files.registry.path if files.registry is not None else ""
    texts = as_texts([(file.path, before, after) for file, before, after in changed])
    if concerns(texts, registry, settings.accounts):
        paths = candidates(there, settings.files.exclude)
        facts = [fact for report in facts_of(there, paths, settings) for fact in report.facts]
        made = files.table(facts, None, Ledger())
        for account in turned(made, texts, registry, settings.accounts):
            run.feed(account)
        for turn in turns(made, texts, registry, settings.accounts):
            run.feed(turn)
    return run.close()
