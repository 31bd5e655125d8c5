"""Every page of a push rule has examples that are true.

An example is a push, one ref a line: `create REF NEW`, `update REF OLD NEW` or `delete REF OLD`. A value is
`commit:x`, `tree:x` or an annotated tag `tag:x:COMMIT`. Behind the fence stands what the clone knows of the
commits: `above=v1.5.0`, `on=no`.
"""

from __future__ import annotations

import hashlib

import pytest

from ddlint.config.settings import Settings
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.ref_update import OnLine, PlannedUpdate, RefUpdate, Target
from ddlint.rules import load
from rules.examples import Example, examples

RULES = load(("pushes",))
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(examples(rule))
    if example.language == "push"
]


def oid(name: str) -> str:
    return hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()


def value(word: str) -> tuple[str, Target]:
    kind, _, rest = word.partition(":")
    name, _, commit = rest.partition(":")
    if kind == "tag":
        return oid(name), Target("tag", oid(commit), "commit")
    return oid(name), Target(kind, oid(name), kind)


def updates(example: Example) -> list[RefUpdate]:
    found = []
    for line in example.text.splitlines():
        verb, ref, *words = line.split(" ")
        values = [value(word) for word in words]
        nothing = ("", Target())
        old, new = {"create": [nothing, *values], "update": values, "delete": [*values, nothing]}[verb]
        above, on = example.options.get("above", ""), OnLine(example.options.get("on", "yes"))
        found.append(RefUpdate(PlannedUpdate(ref, new[0], ref, old[0]), new[1], old[1], above, on))
    return found


def lint(example: Example) -> list[Entry]:
    entries: list[Entry] = []
    settings = Settings()
    run = Run(RULES, Selection(RULES, settings), Context(settings, Moment.CHANGE), entries.append)
    for update in updates(example):
        run.feed(update)
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_by_this_rule_alone_where_it_is_bad(rule: Rule, example: Example) -> None:
    assert {entry.code for entry in lint(example)} == ({rule.code} if example.bad else set())


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_finding_points_to_the_ref_and_says_what_to_do(rule: Rule, example: Example) -> None:
    for entry in lint(example):
        assert entry.location is not None
        assert (entry.location.kind, entry.location.name.startswith("refs/tags/")) == ("ref", True)
        assert entry.help
        assert "\n" not in entry.message


def found(line: str, *, above: str | None = "", on: OnLine = OnLine.YES) -> list[str]:
    """What is found of a push: code and severity, or that it could not be known."""
    (update,) = updates(Example(True, "push", {}, line))
    known = RefUpdate(update.planned, update.new, update.old, above, on)
    entries: list[Entry] = []
    settings = Settings()
    run = Run(RULES, Selection(RULES, settings), Context(settings, Moment.CHANGE), entries.append)
    run.feed(known)
    run.close()
    return [f"{entry.code} {entry.severity.word} {entry.verdict}" for entry in entries]


def test_a_candidate_off_the_release_lines_is_a_warning() -> None:
    assert found("create refs/tags/v1.2.0-rc.1 commit:a", on=OnLine.NO) == ["DDG006 warning found"]


def test_a_release_below_a_candidate_is_a_warning() -> None:
    assert found("create refs/tags/v1.9.1 commit:a", above="v2.0.0-rc.1") == ["DDG005 warning found"]


def test_what_a_cut_history_hides_is_not_called_fine() -> None:
    assert found("create refs/tags/v1.9.1 commit:a", above=None) == ["DDG005 info not available"]
    assert found("create refs/tags/v1.9.1 commit:a", on=OnLine.UNKNOWN) == ["DDG006 info not available"]


def test_an_old_tag_that_is_not_here_may_have_been_anything() -> None:
    new, target = value("tag:x:a")
    planned = PlannedUpdate("refs/tags/v1.0.0", new, "refs/tags/v1.0.0", oid("unknown"))
    entries: list[Entry] = []
    settings = Settings()
    run = Run(RULES, Selection(RULES, settings), Context(settings, Moment.CHANGE), entries.append)
    run.feed(RefUpdate(planned, target, Target()))
    (entry,) = entries
    assert entry.code == "DDG001"
    assert "which this clone does not have" in entry.message
