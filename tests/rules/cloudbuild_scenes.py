"""The examples on the pages of rules about triggers: several files make one example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ddlint.config.settings import Settings
from ddlint.engine.builds import candidates, feed, scene_of
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.triggers.gather import gather
from ddlint.model.triggers.scene import ConfigSite, TriggerSite
from ddlint.rules import load
from rules.examples import examples

RULES = {rule.code: rule for rule in load(("cloudbuild",)) if rule.subject in {TriggerSite, ConfigSite}}


def look(
    files: Mapping[str, str],
    rules: Sequence[Rule] = tuple(RULES.values()),
    settings: Settings | None = None,
    repository: str = "acme/backend",
) -> list[Entry]:
    """What `rules` say about a repository of `files`; a rule that crashes fails the test."""
    entries: list[Entry] = []
    settings = settings or Settings()
    run = Run(rules, Selection(rules, settings), Context(settings, Moment.CHANGE), entries.append)
    gathered = gather(files)
    builds = {path: files[path] for path in candidates(gathered, files)}
    feed(run, scene_of(gathered, files, builds, files, repository, ("main",)))
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


def scenes(rule: Rule) -> Iterator[tuple[bool, dict[str, str]]]:
    """Each example of the page of `rule`: whether it is bad, and its files."""
    bad, files = False, dict[str, str]()
    for block in examples(rule):
        if "with" not in block.options and files:
            yield bad, files
            files = {}
        bad = block.bad
        files[block.options["path"]] = f"{block.text}\n"
    yield bad, files
