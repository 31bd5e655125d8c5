"""The examples on the pages of the rules on what met no gate: how a commit came, what happened to a tag."""

from __future__ import annotations

import pytest

from ddlint.config.settings import Settings
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.changes.landing import Landing, TagLanding, Way
from ddlint.rules import load
from rules.examples import HEADINGS, Example, examples, headings

RULES = [rule for rule in load(("changes",)) if "DDX022" <= rule.code <= "DDX024"]
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(examples(rule))
]
ADA = "Ada Lovelace <ada@example.org>"


def look(example: Example, time: int | None = 1_800_000_000, committer: str = ADA) -> list[Entry]:
    entries: list[Entry] = []
    run = Run(RULES, Selection(RULES, Settings()), Context(Settings(), Moment.CHANGE), entries.append)
    said = example.text.strip()
    if example.language == "landing":
        run.feed(Landing("1" * 40, "feat: a\n\nwhy\n", ADA, committer, time, Way(said)))
    else:
        moved = "2" * 40 if said == "moved" else ""
        run.feed(TagLanding("refs/tags/v1.0.0", "1" * 40, ADA, time, gated=said == "gated", moved_from=moved))
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_where_it_is_bad(rule: Rule, example: Example) -> None:
    found = {entry.code for entry in look(example)}
    assert (rule.code in found) == example.bad


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_page_has_the_fixed_shape(rule: Rule) -> None:
    assert headings(rule) == HEADINGS


@pytest.mark.parametrize("time", [None, -1, 10**19])
def test_who_and_when_are_said_where_they_are_known(time: int | None) -> None:
    [entry] = look(Example(True, "landing", {}, "pushed"), time, "Bob <bob@example.org>")
    assert f"by {ADA}, committed by Bob <bob@example.org>" in entry.message
