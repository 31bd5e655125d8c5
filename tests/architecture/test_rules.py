"""Every rule is complete: a code of its area, a name that is its file's, a page in the fixed shape."""

import re

import pytest

from ddlint.docs.pages import AREAS as TITLES
from ddlint.engine.rule import Rule
from ddlint.rules import AREAS, load
from rules.examples import HEADINGS, examples, headings
from support import ROOT

PREFIXES = {
    "commits": "DDC",
    "markers": "DDM",
    "files": "DDF",
    "tags": "DDT",
    "policies": "DDP",
    "references": "DDR",
    "cloudbuild": "DDL",
    "pushes": "DDG",
    "accounts": "DDA",
    "changes": "DDX",
    "waivers": "DDW",
    "branches": "DDB",
    "versions": "DDV",
    "reuse": "DDU",
}
RULES = load()
every_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])


@every_rule
def test_code_belongs_to_the_area(rule: Rule) -> None:
    assert re.fullmatch(rf"{PREFIXES[rule.area]}\d{{3}}", rule.code)


@every_rule
def test_name_is_that_of_the_file(rule: Rule) -> None:
    assert rule.check.__module__ == f"ddlint.rules.{rule.area}.{rule.name.replace('-', '_')}"


@every_rule
def test_page_has_the_fixed_shape(rule: Rule) -> None:
    assert headings(rule) == HEADINGS
    summary, blank, *_ = rule.page.strip().split("\n")
    assert summary.endswith(".")
    assert not blank
    assert {example.bad for example in examples(rule)} == {True, False}


@every_rule
def test_rule_says_since_when(rule: Rule) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)


def test_codes_and_names_are_unique() -> None:
    assert len({word for rule in RULES for word in (rule.code, rule.name)}) == 2 * len(RULES)


def test_rules_are_listed_in_the_order_of_their_codes() -> None:
    for area in AREAS:
        codes = [rule.code for rule in load((area,))]
        assert codes == sorted(codes)


def test_no_rule_is_forgotten() -> None:
    """A module with a `RULE` that `AREAS` does not name would never run."""
    there = {
        f"{path.parent.name}/{path.stem}"
        for path in (ROOT / "src/ddlint/rules").glob("*/*.py")
        if re.search(r"^RULE = ", path.read_text("utf-8"), re.MULTILINE)
    }
    assert there == {f"{area}/{module}" for area, modules in AREAS.items() for module in modules}


def test_every_area_has_a_title() -> None:
    assert set(TITLES) == set(AREAS)
