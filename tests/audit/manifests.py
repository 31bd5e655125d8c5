"""Manifests for tests."""

from __future__ import annotations

from ddlint import __version__
from ddlint.audit.evidence import Audited, Manifest, audited, rules_in_force, settings_digest
from ddlint.config.settings import Settings
from ddlint.engine.selection import Selection
from ddlint.git.repository import open_repository
from ddlint.rules import load
from history import History

CLOCK = 1_700_000_000


def manifest(*repositories: Audited, complete: bool = True) -> Manifest:
    """Of an audit with the settings that nothing configures."""
    rules, settings = load(), Settings()
    return Manifest(
        __version__, rules_in_force(rules, Selection(rules, settings)), settings_digest(settings),
        repositories, CLOCK, 0, complete, counts={"commits": 3, "deployments": 6},
    )  # fmt: skip


def of(history: History, name: str = "config") -> Audited:
    """A repository as it is now, read up to its `main`."""
    repository = open_repository(history.path, history.environ)
    return audited(repository, name, "config", "refs/heads/main", history.oid("main"), 3)
