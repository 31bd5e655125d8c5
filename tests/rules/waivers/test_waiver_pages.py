"""Every page of a rule on waivers has examples that are true.

An example is a file. It is linted on 15 January 2027, or the day behind `now=`, and its waivers are judged.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ddlint.config.settings import Settings
from ddlint.engine.ledger import Entry, Verdict
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.engine.tree import lint_content
from ddlint.engine.waivers import Waivers
from ddlint.engine.waivers_in_force import Judge, Waiving, written
from ddlint.rules import load
from rules.examples import Example, examples
from rules.linted import RULES as FILE_RULES

RULES = load(("waivers",))
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(examples(rule))
]


def lint(
    text: str, day: str = "2027-01-15", never: tuple[str, ...] = (), *, whole: bool = True
) -> list[Entry]:
    """All that is found in a file, that the file rules find and that the rules on waivers find."""
    entries: list[Entry] = []
    settings, now = Settings(), int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
    waivers = Waivers(never=never, now=now)
    rules = (*FILE_RULES.values(), *RULES)
    context = Context(settings, Moment.CHANGE, now)
    run = Run(rules, Selection(rules, settings), context, entries.append, waivers=waivers)
    lint_content(run, "a.yaml", text.encode())
    ledger = run.close()
    again = Run(RULES, Selection(RULES, settings), context, entries.append)
    judge = Judge(waivers, load(), rules, ledger.waivers, whole)
    for waiver, content in written([Waiving("a.yaml", text)]):
        again.feed(judge.in_force(waiver, content))
    crashes = [*ledger.crashes, *again.close().crashes]
    assert not crashes, crashes[0].traceback
    return entries


def found(entries: list[Entry]) -> set[str]:
    return {entry.code for entry in entries if entry.verdict is Verdict.FOUND}


def waived(entries: list[Entry]) -> set[str]:
    return {entry.code for entry in entries if entry.verdict is Verdict.WAIVED}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_where_it_is_bad(rule: Rule, example: Example) -> None:
    day = example.options.get("now", "2027-01-15")
    codes = found(lint(f"{example.text}\n", day))
    assert (rule.code in codes) == example.bad
    assert codes <= {rule.code, "DDT002"}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_finding_has_one_line_and_says_what_to_do(rule: Rule, example: Example) -> None:
    for entry in lint(f"{example.text}\n", example.options.get("now", "2027-01-15")):
        assert entry.help
        assert "\n" not in entry.message


IMAGE = "image:\n  repository: eu.gcr.io/acme/api\n"
WAIVER = "# ddlint: allow[tag-not-a-string] -- the chart wants a number"


@pytest.mark.parametrize(
    "text",
    [
        f"{IMAGE}  tag: 2.10 {WAIVER}\n",
        f"{IMAGE}  {WAIVER}\n  tag: 2.10\n",
        f"{IMAGE}  {WAIVER}\n\n  # why it is a number\n  tag: 2.10\n",
        f"{IMAGE}  tag: 2.10 {WAIVER.replace('tag-not-a-string', 'DDT002')}\n",
        f"{IMAGE}  tag: 2.10 {WAIVER.replace('tag-not-a-string', 'tag-illegal, tag-not-a-string')}\n",
        f"{IMAGE}  tag: 2.10 #ddlint:allow[tag-not-a-string] -- why\n",
        f"{IMAGE}  tag: 2.10 # ddlint: allow[tag-not-a-string] owner=a until=2027-01-15 -- why\n",
    ],
)
def test_a_waiver_lets_a_finding_stand(text: str) -> None:
    entries = lint(text)
    assert waived(entries) == {"DDT002"}
    assert "DDT002" not in found(entries)
    [entry] = [entry for entry in entries if entry.verdict is Verdict.WAIVED]
    assert entry.waiver is not None
    assert entry.waiver.reason


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"{WAIVER}\n{IMAGE}  tag: 2.10\n", {"DDT002", "DDW004"}),
        (f"{IMAGE}  tag: 2.10\n  {WAIVER}\n", {"DDT002", "DDW004"}),
        (f"{IMAGE}  {WAIVER}\n  pullPolicy: Always\n  tag: 2.10\n", {"DDT002", "DDW004"}),
        (f"{IMAGE}  tag: 2.10 # ddlint: allow[tag-illegal] -- why\n", {"DDT002", "DDW004"}),
        (f"{IMAGE}  tag: 2.10 # ddlint: allow[tags] -- why\n", {"DDT002", "DDW001"}),
        (f"{IMAGE}  tag: 2.10 # ddlint: allow[] -- why\n", {"DDT002", "DDW001"}),
        (f"{IMAGE}  tag: 2.10 # ddlint: allow[tag-not-a-string] --\n", {"DDT002", "DDW001"}),
        (f"{IMAGE}  tag: 2.10 # ddlint: allow[tag-not-a-string] until=soon -- why\n", {"DDT002", "DDW001"}),
        (
            f"{IMAGE}  tag: 2.10 # ddlint: allow[tag-not-a-string] untill=2030-01-01 -- why\n",
            {"DDT002", "DDW001"},
        ),
        (f"{IMAGE}  tag: 2.10 # ddlint: allow[tag-not-a-string] until= -- why\n", {"DDT002", "DDW001"}),
        (
            f"{IMAGE}  tag: 2.10 # ddlint: allow[tag-not-a-string] until=2027-01-14 -- why\n",
            {"DDT002", "DDW002"},
        ),
        (f"{IMAGE}  tag: 2.10 # noqa: ddlint: allow[tag-not-a-string] -- why\n", {"DDT002"}),
        (f"{IMAGE}  tag: 2.10 # ddlint: see the docs\n", {"DDT002"}),
    ],
)
def test_what_covers_nothing_or_does_not_count_waives_nothing(text: str, codes: set[str]) -> None:
    entries = lint(text)
    assert found(entries) == codes
    assert not waived(entries)


def test_a_waiver_that_does_not_count_is_told_with_the_finding() -> None:
    [entry] = [
        each for each in lint(f"{IMAGE}  tag: 2.10 # ddlint: allow[DDT002]\n") if each.code == "DDT002"
    ]
    assert entry.help.splitlines()[-1] == "the waiver at a.yaml:3 does not count: it gives no reason"


def test_a_rule_that_nothing_may_waive_holds() -> None:
    entries = lint(f"{IMAGE}  tag: 2.10 {WAIVER}\n", never=("tags",))
    assert found(entries) == {"DDT002", "DDW005"}
    assert not waived(entries)


def test_one_of_two_rules_may_be_unused() -> None:
    text = f"{IMAGE}  tag: 2.10 # ddlint: allow[tag-illegal,tag-not-a-string] -- why\n"
    [entry] = [each for each in lint(text) if each.code == "DDW004"]
    assert entry.message == "waiver of tag-illegal waives nothing"
    assert entry.help == "remove tag-illegal from it"


def test_nothing_is_called_unused_where_only_a_part_was_looked_at() -> None:
    assert found(lint(f"{IMAGE}  tag: v1.2.3 {WAIVER}\n", whole=False)) == set()


@pytest.mark.parametrize(
    ("day", "code"), [("2027-01-16", ""), ("2027-01-17", "DDW003"), ("2027-01-31", "DDW002")]
)
def test_the_last_day_counts(day: str, code: str) -> None:
    text = f"{IMAGE}  tag: 2.10 # ddlint: allow[tag-not-a-string] until=2027-01-30 -- why\n"
    assert found(lint(text, day)) - {"DDT002"} == ({code} if code else set())
    assert bool(waived(lint(text, day))) == (code != "DDW002")


def test_crlf_and_other_documents_are_no_matter() -> None:
    text = f"{IMAGE}  {WAIVER}\n  tag: 2.10\n---\n{IMAGE}  tag: 2.10\n".replace("\n", "\r\n")
    entries = [entry for entry in lint(text) if entry.code == "DDT002"]
    assert [entry.verdict for entry in entries] == [Verdict.WAIVED, Verdict.FOUND]
