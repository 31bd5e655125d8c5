"""The pages of the rules on accounts: examples that are true, findings that help, fingerprints that stay."""

import pytest

from ddlint.engine.rule import Rule
from rules.account_scenes import RULES, look, scenes

SCENES = [
    pytest.param(rule, bad, files, id=f"{rule.name}-{number}")
    for rule in RULES.values()
    for number, (bad, files) in enumerate(scenes(rule))
]


@pytest.mark.parametrize(("rule", "bad", "files"), SCENES)
def test_example_is_found_where_it_is_bad_and_only_there(
    rule: Rule, bad: bool, files: dict[str, str]
) -> None:
    assert bool(look(files, [rule])) == bad


@pytest.mark.parametrize(("rule", "bad", "files"), SCENES)
def test_finding_says_what_to_do_and_where(rule: Rule, bad: bool, files: dict[str, str]) -> None:
    for entry in look(files, [rule]):
        assert entry.help
        assert not entry.message.endswith(".")
        assert "\n" not in entry.message
        assert entry.location
        assert entry.location.name in files


@pytest.mark.parametrize(("rule", "bad", "files"), SCENES)
def test_fingerprint_survives_an_inserted_line(rule: Rule, bad: bool, files: dict[str, str]) -> None:
    moved = {path: f"\n\n{text}" for path, text in files.items()}
    before = [entry.fingerprint for entry in look(files, [rule])]
    assert before == [entry.fingerprint for entry in look(moved, [rule])]
