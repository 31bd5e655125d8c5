"""Every page of a rule on reuse has examples that are true."""

from __future__ import annotations

import pytest

from ddlint.config.settings import Settings
from ddlint.engine.ledger import Entry, Verdict
from ddlint.engine.reuse import Reuse
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.tag_ledger import Record, TagLedger, Value
from rules.examples import Example, examples
from rules.histories import RULES, lint

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(examples(rule))
]
SEEN = "2026-01-31T12:00:00Z"


def record(ref: str, word: str, seen: str = SEEN) -> Record:
    """A tag on `commit:x`."""
    oid = word.removeprefix("commit:") * 40
    return Record(ref, Value(oid, oid), seen)


def lint_ledger(text: str) -> list[Entry]:
    """Line by line what is `recorded` now, and what was `lost` before; a third word is the time."""
    tags: dict[str, Record] = {}
    lost: list[str] = []
    for line in text.splitlines():
        verb, ref, *rest = line.split(" ")
        found = record(ref, *rest)
        if verb == "recorded":
            tags[ref] = found
        elif found.value:
            lost.append("\t".join((ref, *found.value, found.seen)))
    entries: list[Entry] = []
    settings = Settings()
    run = Run(RULES, Selection(RULES, settings), Context(settings, Moment.HISTORY), entries.append)
    Reuse(run, settings).recorded(TagLedger(tags, {}), [("c" * 40, tuple(lost))], ".ddlint/tags")
    ledger = run.close()
    assert not ledger.crashes, ledger.crashes[0].traceback
    assert ledger.checked["recorded tag"] == len(tags)
    return entries


def found(example: Example, path: str = "") -> list[Entry]:
    """The findings of an example, or of the same in a file called `path`."""
    if example.language == "ledger":
        return lint_ledger(example.text)
    text = example.text
    if path:
        text = "\n".join(f"{line} file={path}" for line in text.splitlines())
    return [each for each in lint(text, example.options) if each.verdict is Verdict.FOUND]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_by_this_rule_alone_where_it_is_bad(rule: Rule, example: Example) -> None:
    codes = {entry.code for entry in found(example)}
    assert codes == {rule.code} if example.bad else rule.code not in codes


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_finding_is_one_sentence_and_says_what_to_do(rule: Rule, example: Example) -> None:
    for entry in found(example):
        assert entry.help
        assert "\n" not in entry.message
        assert not entry.message.endswith(".")


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_fingerprint_survives_a_rename(rule: Rule, example: Example) -> None:
    moved = found(example, "other/place.yaml") if example.language == "history" else found(example)
    assert [entry.fingerprint for entry in found(example)] == [entry.fingerprint for entry in moved]


@pytest.mark.parametrize(
    ("lost", "severity"),
    [("commit:a", "error"), ("commit:b", "info"), (f"commit:b {SEEN.replace('31', '30')}", "warning")],
)
def test_what_a_tag_is_recorded_on_again_decides(lost: str, severity: str) -> None:
    entries = lint_ledger(f"recorded refs/tags/v1.0.0 commit:b\nlost refs/tags/v1.0.0 {lost}")
    assert [entry.severity.word for entry in entries] == [severity]
