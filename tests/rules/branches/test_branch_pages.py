"""Every page of a rule on branches has examples that are true: git runs them, in a new repository.

An example is what a person types. Each commit changes a file of its own, unless it says `--allow-empty` or
commits what a squash staged. Behind the fence stand settings (`old_lines=separate`), and how long after the
last step ddlint looks (`now=+30d`); without it a minute.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calling import called_at
from ddlint.config.duration import seconds
from ddlint.engine.rule import Rule
from ddlint.rules import load
from history import History
from rules.examples import Example, examples

RULES = load(("branches",))
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(examples(rule))
]
TABLES = {"withdrawn": "versions", "old_lines": "branches", "merge_back_within": "branches"}


def played(example: Example, folder: Path) -> History:
    """The repository after all steps; main has one commit before the first."""
    story = History(folder / "repo").write("start", "start\n").commit("feat: start")
    for step, line in enumerate(example.text.splitlines()):
        program, *words = shlex.split(line)
        assert program == "git", line
        _step(story, words, step)
        story.clock += 60
    return story


def _step(story: History, words: list[str], step: int) -> None:
    staged = story.git("diff", "--cached", "--name-only").strip()
    if words[0] == "commit" and "--allow-empty" not in words and (not staged or "start" in str(staged)):
        story.write(f"file{step}", f"{words}\n")
    if words[0] == "tag" and "-a" in words:
        words = [*words, "-m", "released"]
    if words[0] == "revert":
        words = ["revert", "--no-edit", *words[1:]]
    if words[0] == "merge":
        words = ["merge", "--no-edit", *words[1:]]
    story.git(*words)


def findings(example: Example, folder: Path) -> list[dict[str, Any]]:
    story = played(example, folder)
    return judged(story, seconds(example.options.get("now", "+0h")[1:]), example.options)


def judged(story: History, later: int = 0, options: dict[str, str] | None = None) -> list[dict[str, Any]]:
    """What `ddlint branch --all` finds in the repository some seconds after the last step."""
    (story.home / "ddlint.toml").write_text("".join(_settings(options or {})))
    words = ("branch", "--all", "--format", "json", "--config", str(story.home / "ddlint.toml"))
    call = called_at(story.clock + 60 + later, *words, folder=story.path)
    assert call.code in {0, 1, 3}, call.err
    found: list[dict[str, Any]] = json.loads(call.out)["findings"]
    return found


def _settings(options: dict[str, str]) -> Iterator[str]:
    for key, value in options.items():
        if key in TABLES:
            yield f"[{TABLES[key]}]\n{key} = {json.dumps([value] if key == 'withdrawn' else value)}\n"


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_by_this_rule_alone_where_it_is_bad(
    rule: Rule, example: Example, tmp_path: Path
) -> None:
    found = findings(example, tmp_path)
    assert {each["code"] for each in found} == ({rule.code} if example.bad else set()), found


@pytest.mark.parametrize(("rule", "example"), [case for case in EXAMPLES if case.values[1].bad])  # type: ignore[union-attr]
def test_finding_points_to_a_ref_and_says_what_to_do(rule: Rule, example: Example, tmp_path: Path) -> None:
    for each in findings(example, tmp_path):
        assert each["help"]
        assert each["code"] == rule.code
        assert "\n" not in each["message"]
