"""The examples on the pages of the rules on baselines: `+` is added, `-` taken out, `still` there yet."""

from __future__ import annotations

import pytest

from ddlint.config.settings import Settings
from ddlint.engine.baseline_changes import baseline_change
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.baseline import Baseline, Known
from ddlint.rules import load
from rules.examples import HEADINGS, Example, examples, headings

RULES = [rule for rule in load(("changes",)) if rule.code in {"DDX020", "DDX021"}]
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(examples(rule))
]


def look(lines: list[str]) -> list[Entry]:
    before: dict[str, Known] = {}
    after: dict[str, Known] = {}
    found = set()
    for number, line in enumerate(lines):
        sign, code, where, *still = line.split(" ")
        key = f"{number:032x}"
        (after if sign == "+" else before)[key] = Known(code, where)
        found |= {key} if still else set()
    entries: list[Entry] = []
    run = Run(RULES, Selection(RULES, Settings()), Context(Settings(), Moment.CHANGE), entries.append)
    new = Baseline(after)
    run.feed(baseline_change("known", new.text(), Baseline(before), new, found))
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_where_it_is_bad(rule: Rule, example: Example) -> None:
    found = {entry.code for entry in look(example.text.splitlines())}
    assert found == ({rule.code} if example.bad else set())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_page_has_the_fixed_shape(rule: Rule) -> None:
    assert headings(rule) == HEADINGS


def test_many_are_counted_and_some_named() -> None:
    [entry] = look([f"+ DDT002 apps/{number}.yaml" for number in range(9)])
    assert entry.message.startswith("9 findings are added to the baseline")
    assert entry.message.endswith("DDT002 in apps/4.yaml and 4 more places")
    assert entry.location is not None
    assert entry.location.line == 2
