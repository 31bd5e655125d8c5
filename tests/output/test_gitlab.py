"""Code Quality: the shape that GitLab's documentation asks for."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator

from ddlint.engine.finding import Severity
from output.sample import COMMIT, EVERY_KIND, at, at_ref, entry, in_message, ledger_of, troubled, written

#: docs.gitlab.com, "Code Quality report format"; a path is relative to the repository, without `./` in front.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!/|\\./).+"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def issues(*args: Any, **more: Any) -> list[dict[str, Any]]:
    found = json.loads(written("gitlab", *args, **more))
    Draft202012Validator(SCHEMA).validate(found)
    assert isinstance(found, list)
    return found


def test_a_finding_stands_at_its_line() -> None:
    [found] = issues([entry(help="write it so:\n  tag: v1")])
    assert found == {
        "description": "Flux ignores this marker write it so: tag: v1",
        "check_name": "DDX001 toy-finding",
        "fingerprint": "00ff",
        "severity": "critical",
        "location": {"path": "apps/x.yaml", "lines": {"begin": 4, "end": 4}},
    }


def test_severities_are_told_in_the_words_of_gitlab() -> None:
    found = issues([entry(severity=severity) for severity in Severity])
    assert {each["severity"] for each in found} == {"critical", "minor", "info"}


def test_what_is_in_no_file_gets_a_path_that_no_file_has() -> None:
    of_commit, of_ref = issues([entry(in_message("wip\n", "wip")), entry(at_ref("refs/tags/v1.0.0"))])
    assert of_commit["location"]["path"] == f".git/commits/{COMMIT}"
    assert of_commit["description"].startswith("commit 0123456789:1:1: ")
    assert of_ref["location"]["path"] == ".git/refs/tags/v1.0.0"


def test_what_was_waived_is_no_issue_and_what_was_not_looked_at_is() -> None:
    found = issues(EVERY_KIND, troubled(), 3)
    assert len(found) == 5 + 2
    assert [each["severity"] for each in found[-2:]] == ["blocker", "blocker"]
    assert found[-2]["description"].startswith("not looked at: the history is shallow git fetch")
    assert found[-3]["description"].startswith("not available: ")


def test_fingerprints_differ() -> None:
    found = [each["fingerprint"] for each in issues(EVERY_KIND[-1:], troubled(), 3)]
    assert len(set(found)) == len(found) == 3


def test_a_clean_run_is_an_empty_array() -> None:
    assert issues([], ledger_of(), 0) == []


def test_an_odd_path_is_written_out() -> None:
    [found] = issues([entry(at("a\x1b.yaml", "x", "x"))])
    assert found["location"]["path"] == "a\\x1b.yaml"
