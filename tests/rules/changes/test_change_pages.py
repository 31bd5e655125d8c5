"""The examples on the pages of rules on changes: files before and after."""

from __future__ import annotations

import pytest

from ddlint.engine.rule import Rule
from rules.change_scenes import RULES, Scene, look, scenes
from rules.examples import HEADINGS, headings

EXAMPLES = [
    pytest.param(rule, bad, scene, id=f"{rule.name}-{number}")
    for rule in RULES.values()
    for number, (bad, scene) in enumerate(scenes(rule))
]
BAD = [case for case in EXAMPLES if case.values[1]]
NEW = [rule for rule in RULES.values() if "DDX002" <= rule.code < "DDX020"]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_page_has_the_fixed_shape(rule: Rule) -> None:
    assert headings(rule) == HEADINGS


@pytest.mark.parametrize("rule", NEW, ids=lambda rule: rule.name)
def test_page_has_examples_of_both_kinds(rule: Rule) -> None:
    assert {bad for bad, _ in scenes(rule)} == {True, False}


@pytest.mark.parametrize(("rule", "bad", "scene"), EXAMPLES)
def test_example_is_found_where_it_is_bad_and_only_there(rule: Rule, bad: bool, scene: Scene) -> None:
    assert bool(look(scene, [rule])) == bad


@pytest.mark.parametrize(("rule", "bad", "scene"), BAD)
def test_no_other_rule_says_it_again(rule: Rule, bad: bool, scene: Scene) -> None:
    assert {entry.code for entry in look(scene)} == {rule.code}


@pytest.mark.parametrize(("rule", "bad", "scene"), BAD)
def test_finding_says_what_to_do(rule: Rule, bad: bool, scene: Scene) -> None:
    for entry in look(scene, [rule]):
        assert entry.help
        assert "\n" not in entry.message
        assert not entry.message.endswith(".")


@pytest.mark.parametrize(("rule", "bad", "scene"), BAD)
def test_fingerprint_survives_an_inserted_line(rule: Rule, bad: bool, scene: Scene) -> None:
    above = {path: "\n# above\n" if path.endswith(".yaml") else "\n" for path in scene.now}
    moved = Scene(scene.was, {path: above[path] + text for path, text in scene.now.items()}, scene.by)
    assert [entry.fingerprint for entry in look(moved, [rule])] == [
        entry.fingerprint for entry in look(scene, [rule])
    ]
