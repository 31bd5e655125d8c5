"""The examples on the pages of rules about triggers: several files make one example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ddlint.config.settings import Settings
from ddlint.engine.builds import Repository, candidates, feed, feed_in_use, scene_of
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.cloudbuild.at_hand import at_hand
from ddlint.model.cloudbuild.site import BuildSite
from ddlint.model.flux.facts import read_facts
from ddlint.model.flux.index import FluxIndex
from ddlint.model.triggers.gather import gather
from ddlint.model.triggers.scene import ConfigSite, TriggerSite
from ddlint.rules import load
from rules.examples import examples

SITES = {TriggerSite, ConfigSite, BuildSite}
RULES = {rule.code: rule for rule in load(("cloudbuild",)) if rule.subject in SITES}


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
    scene = scene_of(gathered, files, builds, Repository(files, repository, ("main",)))
    feed(run, scene)
    feed_in_use(run, scene, at_hand(index_of(files).policies()), str, set())
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


def index_of(files: Mapping[str, str]) -> FluxIndex:
    """The Flux objects of `files`."""
    facts = [fact for path, text in files.items() if (fact := read_facts(path, text))]
    return FluxIndex(facts, exists=lambda path: path in files, read=lambda path: files.get(path, ""))


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
