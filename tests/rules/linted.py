"""Lint one file with every file rule, the way `ddlint check` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ddlint.config.settings import Service, Settings
from ddlint.engine.deployments import deployed_tags, sightings
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.engine.tree import lint_content
from ddlint.model.service_commits import ServiceCommits
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
    commits: ServiceCommits | None = None,
) -> list[Entry]:
    """What `rules` say about the file `path` with the content `text`; a rule that crashes fails the test.

    With `commits`, its tags are looked up there, as if the service were configured.
    """
    entries: list[Entry] = []
    settings = settings or Settings()
    run = Run(rules, Selection(rules, settings), Context(settings, Moment.CHANGE, now), entries.append)
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    file = lint_content(run, path, data)
    if commits and file:
        asked = replace(settings, services={commits.service: Service(commits.path)})
        for tag in deployed_tags(sightings(file), asked, lambda *_: commits, lambda _: file.text):
            run.feed(tag)
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


def codes(text: str | bytes, path: str = "a.yaml") -> list[str]:
    """The codes of all findings, sorted."""
    return sorted(entry.code for entry in lint(text, path))
