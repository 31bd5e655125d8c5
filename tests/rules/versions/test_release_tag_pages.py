"""Every page of a rule on release tags has examples that are true.

`git` examples are played as those of the rules on branches are; behind the fence stands whether tags have to
be `annotated`, and who are `approvers` (the tagger is Ada Lovelace <ada@example.org>). `release` examples say
what GitHub says of a release.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from semver import Version

from calling import ddlint
from ddlint.config.settings import Settings
from ddlint.engine.ledger import Entry
from ddlint.engine.rule import Context, Moment, Rule
from ddlint.engine.run import Run
from ddlint.engine.selection import Selection
from ddlint.model.releases.tag_seen import Published, TagSeen
from ddlint.rules import load
from rules.branches.test_branch_pages import played
from rules.examples import Example, examples

RULES = tuple(rule for rule in load(("versions",)) if rule.subject is TagSeen)
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate(examples(rule))
]


def findings(example: Example, folder: Path) -> list[dict[str, Any]]:
    if example.language == "release":
        return [{"code": entry.code, "help": entry.help, "message": entry.message} for entry in lint(example)]
    story = played(example, folder)
    config = folder / "ddlint.toml"
    approvers = [example.options["approvers"]] if "approvers" in example.options else []
    config.write_text(
        f"[versions]\nannotated = {str('annotated' in example.options).lower()}\napprovers = {approvers}\n"
    )
    words = ("release", "check", "--all", "--select", "versions", "--format", "json", "--config", str(config))
    call = ddlint(*words, folder=story.path)
    assert call.code in {0, 1}, call.err
    found: list[dict[str, Any]] = json.loads(call.out)["findings"]
    return found


def lint(example: Example) -> list[Entry]:
    name, mark = example.options
    tag = TagSeen(
        name, "f" * 40, Version.parse(name[1:]), published=Published(name, example.options[mark] == "true")
    )
    entries: list[Entry] = []
    settings = Settings()
    run = Run(RULES, Selection(RULES, settings), Context(settings, Moment.TAG), entries.append)
    run.feed(tag)
    crashes = run.close().crashes
    assert not crashes, crashes[0].traceback
    return entries


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_found_by_this_rule_alone_where_it_is_bad(
    rule: Rule, example: Example, tmp_path: Path
) -> None:
    found = findings(example, tmp_path)
    assert {each["code"] for each in found} == ({rule.code} if example.bad else set()), found
    for each in found:
        assert each["help"]
        assert "\n" not in each["message"]
