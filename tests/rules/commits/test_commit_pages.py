"""The pages of the commit rules: one shape, and examples that are true."""

import pytest

from ddlint.config.settings import CommitSettings
from ddlint.engine.finding import Finding
from ddlint.engine.rule import Rule
from ddlint.model.commit import CommitMessage
from rules.commits.found import RULES, run
from rules.examples import HEADINGS, Example, examples, headings

CASES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES.values()
    for number, example in enumerate(examples(rule))
]


def settings_of(example: Example) -> CommitSettings:
    scopes = example.options.get("scopes", "")
    return CommitSettings(
        scopes=tuple(scopes.split(",")) if scopes else (),
        max_header_length=int(example.options.get("max_header_length", "0")),
    )


def found(rule: Rule, example: Example) -> list[Finding]:
    text = example.text
    if "bytes" in example.options:
        text = text.encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "surrogateescape")
    return [finding for _, finding in run(CommitMessage(text), [rule], settings_of(example))]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_page_has_the_fixed_shape(rule: Rule) -> None:
    assert headings(rule) == HEADINGS
    assert rule.page.strip().split("\n")[0].endswith(".")
    assert {example.bad for example in examples(rule)} == {True, False}


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example_is_found_where_it_is_bad_and_only_there(rule: Rule, example: Example) -> None:
    assert bool(found(rule, example)) == example.bad


def test_codes_and_names_are_unique() -> None:
    codes = [rule.code for rule in RULES.values()]
    assert codes == sorted(set(codes))
    assert len(RULES) == len(codes)
