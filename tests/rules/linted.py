"""Lint one file with every file rule, the way `ddlint check` does."""

from __future__ import annotations

from collections.abc import Sequence

from ddlint.config.settings import Settings
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.engine.tree import lint_content
from ddlint.rules import load

AREAS = ("markers", "files", "tags", "policies")
NOW = 1_800_000_000
RULES = {rule.code: rule for rule in load(AREAS)}


def lint(
    text: str | bytes,
    path: str = "a.yaml",
    rules: Sequence[Rule] = tuple(RULES.values()),
    settings: Settings | None = None,
    now: int | None = NOW,
) -> list[Entry]:
    """What `rules` say about the file `path` with the content `text`; a rule that crashes fails the test."""
    entries: list[Entry] = []
    settings = settings or Settings()
    run = Run(rules, Selection(rules, settings), Context(settings, Moment.CHANGE, now), entries.append)
    lint_content(run, path, text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


def codes(text: str | bytes, path: str = "a.yaml") -> list[str]:
    """The codes of all findings, sorted."""
    return sorted(entry.code for entry in lint(text, path))
