"""Every page of a rule on the ledger of tags has examples that are true.

An example says line by line what is `recorded`, recorded as `gone`, there `now`, or `lost` from the ledger.
Values are those of the push rules: `commit:x`, `tag:x:COMMIT`.
"""

from __future__ import annotations

import pytest

from ddlint.config.settings import Settings
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.recorded_tag import HERE, LedgerChange, compared
from ddlint.model.tag_ledger import Record, TagLedger, Value
from ddlint.rules import load
from rules.examples import Example, examples
from rules.pushes.test_push_pages import value

RULES = load(("pushes",))
SEEN, LATER = "2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z"
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(examples(rule))
    if example.language == "ledger"
]


def what(word: str) -> Value:
    oid, target = value(word)
    return Value(oid, target.peeled)


def lint(text: str, where: str = "origin") -> list[Entry]:
    recorded: dict[str, Record] = {}
    gone: dict[str, str] = {}
    now: dict[str, Value] = {}
    lost: list[str] = []
    for line in text.splitlines():
        verb, ref, *rest = line.split(" ")
        if verb == "recorded":
            recorded[ref] = Record(ref, what(rest[0]), SEEN)
        elif verb == "gone":
            gone[ref] = LATER
        elif verb == "now":
            now[ref] = what(rest[0])
        else:
            lost.append("\t".join([ref, *rest]))
    entries: list[Entry] = []
    settings = Settings()
    run = Run(RULES, Selection(RULES, settings), Context(settings, Moment.CHANGE), entries.append)
    for tag in compared(TagLedger(recorded, gone), now, frozenset(now), where, ".ddlint/tags"):
        run.feed(tag)
    run.feed(LedgerChange(".ddlint/tags", "a" * 40, tuple(lost)))
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_by_this_rule_alone_where_it_is_bad(rule: Rule, example: Example) -> None:
    assert {entry.code for entry in lint(example.text)} == ({rule.code} if example.bad else set())


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_finding_has_one_line_and_says_what_to_do(rule: Rule, example: Example) -> None:
    for entry in lint(example.text):
        assert entry.help
        assert "\n" not in entry.message


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("recorded refs/tags/v1.0.0 commit:a\nnow refs/tags/v1.0.0 commit:b", "error"),
        ("recorded refs/tags/v1.0.0 tag:x:a\nnow refs/tags/v1.0.0 tag:y:a", "warning"),
        ("recorded refs/tags/v1.0.0 commit:a\nnow refs/tags/v1.0.0 tag:y:a", "warning"),
        (
            "recorded refs/tags/v1.0.0 commit:a\ngone refs/tags/v1.0.0\nnow refs/tags/v1.0.0 commit:a",
            "warning",
        ),
        ("recorded refs/tags/v1.0.0 commit:a\ngone refs/tags/v1.0.0\nnow refs/tags/v1.0.0 commit:b", "error"),
        ("recorded refs/tags/v1.0.0 tag:x:a\ngone refs/tags/v1.0.0\nnow refs/tags/v1.0.0 tag:y:a", "error"),
    ],
)
def test_how_bad_a_difference_is(text: str, severity: str) -> None:
    assert [(entry.code, entry.severity.word) for entry in lint(text)] == [("DDG007", severity)]


def test_a_tag_that_this_clone_lacks_may_just_not_be_fetched() -> None:
    (entry,) = lint("recorded refs/tags/v1.0.0 commit:a", HERE)
    assert entry.severity.word == "warning"
    (entry,) = lint("recorded refs/tags/v1.0.0 commit:a", "origin")
    assert entry.severity.word == "error"
