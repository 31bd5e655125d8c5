"""What a change of the policy would find more and less."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calling import Called, ddlint
from history import History

IMAGE = "image:\n  repository: eu.gcr.io/acme/api\n  tag: {}\n"
BAD = IMAGE.format("2.10")


@pytest.fixture
def history(tmp_path: Path) -> History:
    found = History(tmp_path / "config")
    return found.write("a.yaml", BAD).write("b.yaml", BAD).commit("feat: a").branch("topic")


def diff(history: History, *words: str) -> Called:
    return ddlint("policy", "diff", "main", *words, folder=history.path)


def test_no_change_of_the_policy_is_none(history: History) -> None:
    called = diff(history.write("c.yaml", BAD).commit("feat: b"))
    assert (called.code, called.out, called.err) == (0, "", "ddlint: the policy is the same\n")


def test_a_rule_that_is_off_finds_less(history: History) -> None:
    called = diff(history.write("ddlint.toml", 'ignore = ["DDT002"]\n').commit("feat: b"))
    assert called.code == 1
    assert 'setting ignore: [] -> ["DDT002"]' in called.out
    assert "- a.yaml:3:8: DDT002 tag-not-a-string" in called.out
    assert "(error -> not found)" in called.out
    assert called.err == "ddlint: it would find 2 less (DDT002 2)\n"
    assert diff(history, "HEAD", "--exit-zero").code == 0


def test_a_policy_that_is_taken_away_finds_more(history: History) -> None:
    history.checkout("main").write("ddlint.toml", 'ignore = ["DDT002"]\n').commit("feat: b").branch("next")
    history.git("rm", "-q", "ddlint.toml")
    called = diff(history.commit("feat: c"))
    assert "+ b.yaml:3:8: DDT002" in called.out
    assert "ddlint.toml: the configuration is removed" in called.out
    assert called.err == "ddlint: it would find 2 more (DDT002 2)\n"


def test_another_severity_is_shown(history: History) -> None:
    called = diff(history.write("ddlint.toml", 'severity = {DDT002 = "info"}\n').commit("feat: b"))
    assert "~ a.yaml:3:8: DDT002" in called.out
    assert "(error -> info)" in called.out


def test_a_waiver_and_a_baseline_are_policy(history: History) -> None:
    waived = IMAGE.format("2.10 # ddlint: allow[tag-not-a-string] -- why")
    called = diff(history.write("a.yaml", waived).commit("feat: b"))
    assert "(error -> waived at a.yaml:3)" in called.out
    history.write("ddlint.toml", 'baseline = "known"\n')
    ddlint("baseline", "write", folder=history.path)
    history.git("add", "known")
    called = diff(history.commit("feat: c"))
    assert "- b.yaml:3:8: DDT002" in called.out
    assert "(error -> set aside: it was there before)" in called.out


def test_commits_of_the_change_are_judged_by_both(history: History) -> None:
    called = diff(history.write("ddlint.toml", '[commits]\ntypes = ["fix"]\n').commit("feat: b"))
    assert called.err == "ddlint: it would find 1 more (DDC002 1)\n"


def test_what_the_base_did_since_is_not_of_the_change(history: History) -> None:
    history.write("c.yaml", "a: 1\n").commit("feat: b").checkout("main")
    history.write("ddlint.toml", 'ignore = ["DDT002"]\n').commit("feat: c")
    assert diff(history, "topic").code == 0


def test_json_holds_all_of_it(history: History) -> None:
    called = diff(history.write("ddlint.toml", 'ignore = ["DDT002"]\n').commit("feat: b"), "--format", "json")
    found = json.loads(called.out)
    assert found["settings"] == [{"key": "ignore", "before": "[]", "after": '["DDT002"]'}]
    assert [each["finding"]["location"]["path"] for each in found["gone"]] == ["a.yaml", "b.yaml"]
    assert (found["new"], found["changed"], found["complete"]) == ([], [], True)
    assert found["base"] == history.oid("main")


def test_a_policy_that_cannot_be_read_is_told(history: History) -> None:
    called = diff(history.write("ddlint.toml", "ignor = 1\n").commit("feat: b"))
    assert called.code == 2
    assert "ddlint.toml:1" in called.err


def test_a_base_that_is_not_there_is_told(history: History) -> None:
    assert ddlint("policy", "diff", "nowhere", folder=history.path).code in {2, 3}
