"""Lint one file with every file rule, the way `ddlint check` does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ddlint.config.settings import Service, Settings
from ddlint.engine.deployments import deployed_tags, sightings
from ddlint.engine.ledger import Entry
from ddlint.engine.references import collect, judge
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.engine.tree import lint_content
from ddlint.model.cloudbuild.build import Build
from ddlint.model.flux.facts import FileFacts, facts_of, read_facts
from ddlint.model.flux.index import FluxIndex
from ddlint.model.service_commits import ServiceCommits
from ddlint.model.yaml_reading import read_yaml
from ddlint.rules import load

AREAS = ("markers", "files", "tags", "policies", "references")
ORIGIN = "https://git.example/acme/config"
NOW = 1_800_000_000
BUILDS = tuple(rule for rule in load(("cloudbuild",)) if rule.subject is Build)
RULES = {rule.code: rule for rule in (*load(AREAS), *BUILDS)}


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

    def run_to(sink: Callable[[Entry], None]) -> Run:
        return Run(rules, Selection(rules, settings), Context(settings, Moment.CHANGE, now), sink)

    run = run_to(entries.append)
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    file = lint_content(run, path, data)
    if commits and file:
        asked = replace(settings, services={commits.service: Service(commits.path)})
        for tag in deployed_tags(sightings(file), asked, lambda *_: commits, lambda _: file.text):
            run.feed(tag)
    crashes = run.close().crashes
    if file and any("Image" in each.kind for fact in collect(file) for each in fact.objects):
        index = FluxIndex([*collect(file)], exists=lambda _: False, read=lambda _: file.text, origin=ORIGIN)
        found, ledger = judge(run_to, index, None)
        entries += found
        crashes += ledger.crashes
    assert not crashes, crashes[0].traceback
    return entries


def lint_tree(
    files: Mapping[str, str],
    rules: Sequence[Rule] = tuple(RULES.values()),
    settings: Settings | None = None,
) -> list[Entry]:
    """What `rules` that look at several files say about these; `../config/` before a path: from elsewhere."""
    settings = settings or Settings()

    def run_to(sink: Callable[[Entry], None]) -> Run:
        return Run(rules, Selection(rules, settings), Context(settings, Moment.CHANGE, NOW), sink)

    facts: list[FileFacts] = []
    for path, text in files.items():
        outside = path.startswith("../config/")
        found = (
            read_facts(path, text, source="../config")
            if outside
            else facts_of(read_yaml(path, text.encode()))
        )
        facts += [found] if found is not None else []
    exists = {path.rpartition("/")[0] for path in files}
    index = FluxIndex(
        facts, exists=lambda path: path in exists, read=lambda path: files.get(path, ""), origin=ORIGIN
    )
    entries, ledger = judge(run_to, index, None)
    assert not ledger.crashes, ledger.crashes[0].traceback
    return entries


def codes(text: str | bytes, path: str = "a.yaml") -> list[str]:
    """The codes of all findings, sorted."""
    return sorted(entry.code for entry in lint(text, path))
