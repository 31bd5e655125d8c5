"""The examples on the page of policy-changed: `HOW PATH`, and what a file holds afterwards."""

from __future__ import annotations

import re

import pytest

from ddlint.config.settings import Settings
from ddlint.engine.ledger import Entry
from ddlint.engine.looser_settings import explained
from ddlint.engine.policy_changes import policy_changes
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.git.changed_files import ChangedFile
from ddlint.rules import load
from rules.examples import Example, examples

RULES = load(("changes",))
POLICY = {"ddlint.toml": "the configuration", ".ddlint/baseline": "the baseline"}
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(examples(rule))
    if example.language == "policy"
]


def lint(how: str, path: str, before: str, after: str) -> list[Entry]:
    entries: list[Entry] = []
    settings = Settings()
    file = ChangedFile(path, "" if how == "added" else "a" * 40, "" if how == "removed" else "b" * 40)
    run = Run(RULES, Selection(RULES, settings), Context(settings, Moment.CHANGE), entries.append)
    for change in policy_changes(POLICY, [(file, before, after)]):
        run.feed(explained(change, before, after))
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_where_it_is_bad(rule: Rule, example: Example) -> None:
    how, path, *rest = re.split(r"[ \n]", example.text, maxsplit=2)
    assert {entry.code for entry in lint(how, path, "", " ".join(rest))} == (
        {rule.code} if example.bad else set()
    )


WAIVER = "a: b # ddlint: allow[tag-illegal] until=2030-01-01 -- why\n"


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ("", WAIVER, 1),
        (WAIVER, f"# moved\n{WAIVER}", 0),
        (WAIVER, WAIVER.replace("2030", "2031"), 1),
        (WAIVER, WAIVER.replace("tag-illegal", "tag-moving"), 1),
        (WAIVER, WAIVER * 2, 1),
        (WAIVER, "", 0),
    ],
)
def test_a_waiver_is_new_where_it_says_something_new(before: str, after: str, count: int) -> None:
    assert len(lint("edited", "apps/a.yaml", before, after)) == count


@pytest.mark.parametrize("how", ["added", "edited", "removed"])
def test_the_message_says_what_happened(how: str) -> None:
    [entry] = lint(how, ".ddlint/baseline", "x", "y")
    assert entry.message == f"the baseline is {how}: this counts when it is merged, not before"
    assert entry.help


SETTINGS = """\
fail_on = "warning"
unwaivable = ["DDG001"]
severity = {tag-illegal = "error"}
"""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", 'ignore = ["tag-moving"]', " and turns off tag-moving"),
        ('ignore = ["tag-moving"]', "", ""),
        ("", 'select = ["commits"]', " and leaves on commits alone"),
        ('select = ["commits", "tags"]', 'select = ["commits"]', " and no longer selects tags"),
        ("", 'severity = {tag-illegal = "info"}', " and makes tag-illegal an info"),
        ("", 'severity = {tag-illegal = "error"}', ""),
        (
            SETTINGS,
            SETTINGS.replace('"error"', '"warning"'),
            " and makes tag-illegal a warning, not an error",
        ),
        (
            SETTINGS,
            SETTINGS.replace('fail_on = "warning"', ""),
            " and fails for errors alone, not for warnings",
        ),
        (SETTINGS, SETTINGS.replace('"DDG001"', ""), " and lets DDG001 be waived"),
        ("", '[files]\nexclude = ["old/**"]', " and does not look at old/**"),
        (
            "",
            '[[overrides]]\npaths = ["a/**"]\nignore = ["tags"]',
            " and turns off tags in a/**",
        ),
        ("", 'effective_from = {tags = "2026-01-31"}', " and lets tags hold from 2026-01-31 on alone"),
        ("", 'baseline = "known"', " and sets aside what the baseline known holds"),
        (
            "",
            '[[waivers]]\nrules = ["DDG001"]\nrefs = ["v1"]\nreason = "why"',
            " and waives DDG001 in v1",
        ),
        ("", 'fail_on = "info"', ""),
        ("", '[tags]\nmoving = ["latest"]', "; other settings: tags.moving"),
        (
            "",
            '[environments.prod]\nfiles = ["a/**"]',
            "; other settings: environments.prod",
        ),
        (
            "",
            'ignore = ["tags"]\n[files]\nexclude = ["a", "b"]\n[flux]\nversion = "2.6"',
            " and turns off tags; it does not look at a, b; other settings: flux.version",
        ),
        (
            "",
            "ignore = 1",
            "; other settings: not known, since it cannot be used (",
        ),
    ],
)
def test_what_gets_looser_is_named(before: str, after: str, told: str) -> None:
    [entry] = lint("edited", "ddlint.toml", before, after)
    rest = entry.message.removeprefix("the configuration is edited")
    assert rest.startswith(told)
    if not told.endswith("("):
        assert rest == f"{told}: this counts when it is merged, not before"
