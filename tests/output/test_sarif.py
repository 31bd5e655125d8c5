"""SARIF: valid by the official schema, and in the shape that GitHub takes."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import repeat
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from ddlint.engine.finding import Edit, Fix, Severity
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.engine.rule import Rule
from ddlint.model.place import RefPlace
from ddlint.model.waivers.waiver import Waiver
from ddlint.output.sarif_limit import Room
from ddlint.output.sarif_rules import descriptor
from ddlint.rules import load
from output import sample
from output.sample import (
    COMMIT,
    EVERY_KIND,
    RULE,
    YAML,
    at,
    at_ref,
    entry,
    in_message,
    ledger_of,
    troubled,
    written,
)  # fmt: skip
from support import ROOT

#: RFC 3986, `relative-ref` without a scheme or authority: what a path from the top of a repository must be.
RELATIVE = re.compile(
    r"(?:[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-F]{2})+(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2})*)*"
)


@cache
def validator() -> Draft4Validator:
    schema = json.loads((ROOT / "tests" / "data" / "sarif-2.1.0-rtm.5.json").read_text())
    return Draft4Validator(schema)


def run(*args: Any, **more: Any) -> Any:
    found = json.loads(written("sarif", *args, **more))
    validator().validate(found)
    [only] = found["runs"]
    for result in only["results"]:
        assert_github_takes(result)
    return only


def assert_github_takes(result: Any) -> None:
    """What code scanning asks of a result: a message, a place in an artifact with a line, a known rule."""
    assert result["message"]["text"]
    place = result["locations"][0]["physicalLocation"]
    assert RELATIVE.fullmatch(place["artifactLocation"]["uri"])
    assert place["region"]["startLine"] >= 1
    assert result["ruleId"]


def result(one: Entry) -> Any:
    [found] = run([one])["results"]
    return found


def test_every_kind_of_entry_is_valid() -> None:
    found = run(EVERY_KIND, troubled(), 3)
    assert [each["level"] for each in found["results"]] == [
        "error",
        "warning",
        "note",
        "error",
        "error",
        "error",
    ]


def test_a_clean_run_is_valid_and_succeeded() -> None:
    found = run([], ledger_of(), 0)
    assert found["results"] == []
    assert found["invocations"] == [
        {
            "executionSuccessful": True,
            "exitCode": 0,
            "exitCodeDescription": "nothing found that fails the run",
            "toolExecutionNotifications": [],
        }
    ]
    assert found["properties"] == {"checked": {"file": 214, "marker": 1}, "complete": True}


def test_a_run_that_checked_nothing_says_so() -> None:
    found = run([], Ledger(), 0)
    assert found["invocations"][0]["exitCodeDescription"] == "nothing was checked"


def test_findings_do_not_make_the_invocation_fail() -> None:
    assert run(EVERY_KIND[:1], None, 1)["invocations"][0]["executionSuccessful"] is True


def test_an_incomplete_run_did_not_succeed_and_says_why() -> None:
    [invocation] = run(EVERY_KIND, troubled(), 3)["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [(each["level"], each["message"]["text"]) for each in invocation["toolExecutionNotifications"]]
    assert told == [
        ("warning", "DDX001 toy-finding could not look at 1 subject"),
        ("error", "not looked at: the history is shallow\ngit fetch --unshallow\nor set fetch-depth: 0"),
        ("note", "a.yaml: not UTF-8"),
        ("note", "b.yaml: not UTF-8"),
        ("note", "big.yaml: larger than 4 MB"),
        ("note", "3 commits exempt by commits.exempt.authors"),
        ("error", "rule DDX002 toy-crash crashed on c.yaml"),
    ]
    crash = invocation["toolExecutionNotifications"][-1]
    assert crash["exception"] == {"kind": "KeyError", "message": "'x\x1b[2J'"}


def test_a_finding_in_a_file() -> None:
    found = result(EVERY_KIND[0])
    [place] = found["locations"]
    assert place == {
        "physicalLocation": {
            "artifactLocation": {"uri": "apps/x.yaml", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 4, "startColumn": 21, "endLine": 4, "endColumn": 64},
            "contextRegion": {"startLine": 4, "endLine": 4, "snippet": {"text": YAML.splitlines()[3]}},
        },
        "logicalLocations": [{"fullyQualifiedName": "spec.values.image.tag", "kind": "value"}],
        "message": {"text": "this one"},
    }
    assert found["message"]["text"] == "Flux ignores this marker\nwrite it so:\n  tag: v1"
    assert found["partialFingerprints"] == {"ddlint/v1": "00ff"}
    assert [each["message"]["text"] for each in found["relatedLocations"]] == [
        "stays as it is",
        "the policy that it names",
    ]
    assert found["ruleIndex"] == 0


def test_a_fix_replaces_characters() -> None:
    [fix] = result(EVERY_KIND[0])["fixes"]
    [change] = fix["artifactChanges"]
    assert change["replacements"] == [
        {"deletedRegion": {"charOffset": 10, "charLength": 4}, "insertedContent": {"text": '"v1"'}}
    ]


def test_a_fix_in_several_files_changes_each_once() -> None:
    edits = (Edit("b", 1, 2, "x"), Edit("a", 5, 6, "y"), Edit("a", 1, 2, "z"))
    [fix] = result(entry(fix=Fix("mend", edits, safe=False)))["fixes"]
    assert [each["artifactLocation"]["uri"] for each in fix["artifactChanges"]] == ["a", "b"]
    assert len(fix["artifactChanges"][0]["replacements"]) == 2
    assert fix["description"]["text"] == "mend (unsafe: it can change what was meant)"


@pytest.mark.parametrize(
    ("one", "uri", "logical"),
    [
        (
            entry(in_message("wip\n", "wip")),
            f".git/commits/{COMMIT}",
            [{"fullyQualifiedName": COMMIT, "kind": "commit"}],
        ),
        (entry(in_message("wip\n", "wip", "")), ".git/COMMIT_EDITMSG", None),
        (
            entry(at_ref("refs/tags/v1.0.0")),
            ".git/refs/tags/v1.0.0",
            [{"fullyQualifiedName": "refs/tags/v1.0.0", "kind": "tag"}],
        ),
    ],
)
def test_what_is_in_no_file_has_an_artifact_and_a_fingerprint_for_github(
    one: Entry, uri: str, logical: object
) -> None:
    found = result(one)
    [place] = found["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == uri
    assert place.get("logicalLocations") == logical
    assert found["partialFingerprints"] == {"ddlint/v1": "00ff", "primaryLocationLineHash": "00ff"}


def test_the_lines_come_along_for_viewers_unless_they_are_too_long() -> None:
    place = result(entry(in_message("one\ntwo wip\nthree\n", "wip")))["locations"][0]["physicalLocation"]
    assert place["contextRegion"] == {"startLine": 2, "endLine": 2, "snippet": {"text": "two wip"}}
    long = result(entry(in_message("wip" + "x" * 100_000, "wip")))["locations"][0]["physicalLocation"]
    assert "contextRegion" not in long


BESIDE, ELSEWHERE = (
    Waiver(RefPlace("x"), where, reason="why") for where in ("apps/x.yaml:3", "ddlint.toml:3")
)


@pytest.mark.parametrize(
    ("verdict", "waiver", "kind"),
    [
        (Verdict.WAIVED, BESIDE, "inSource"),
        (Verdict.WAIVED, ELSEWHERE, "external"),
        (Verdict.WAIVED, None, "external"),
        (Verdict.GRANDFATHERED, None, "external"),
    ],
)
def test_what_was_set_aside_is_suppressed(verdict: Verdict, waiver: Waiver | None, kind: str) -> None:
    [suppression] = result(entry(verdict=verdict, waiver=waiver))["suppressions"]
    assert suppression["kind"] == kind


@pytest.mark.parametrize(
    "name", ["a b#c?.yaml", "a:b.yaml", "%41", "caf\udce9", "世界.yaml", "c\\d", "[x]", "a\n"]
)
def test_the_uri_of_an_odd_path_is_valid_and_gives_the_path_back(name: str) -> None:
    uri = result(entry(at(name, "x\n", "x")))["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote_to_bytes(uri) == name.encode("utf-8", "surrogateescape")


def test_text_of_a_repository_does_not_become_a_link() -> None:
    assert "](" not in result(entry(message="[a](https://b)", help="[c](d)"))["message"]["text"]


TEXTS = st.text(st.characters(codec=None), min_size=1)


@given(TEXTS, TEXTS.filter(lambda path: not path.startswith("/")))  # git has no absolute path
def test_hostile_findings_are_valid(text: str, path: str) -> None:
    run(
        [
            entry(in_message(text, text), message=text, label=text, help=text),
            entry(at(path, text, text, path)),
        ]
    )


def test_the_repository_is_named_where_it_is_known() -> None:
    assert run()["versionControlProvenance"] == [
        {
            "repositoryUri": "https://example.org/config",
            "revisionId": COMMIT,
            "branch": "main",
            "mappedTo": {"uriBaseId": "%SRCROOT%"},
        }
    ]


def test_the_rules_come_with_their_pages() -> None:
    [rule] = run()["tool"]["driver"]["rules"]
    assert rule["id"] == "DDX001"
    assert rule["help"]["markdown"].startswith("Entries and ledgers for the tests")
    assert rule["defaultConfiguration"] == {"enabled": True, "level": "error"}
    assert rule["properties"]["tags"] == ["toys"]


@pytest.mark.parametrize("rule", [RULE, *load()], ids=lambda rule: rule.code)
def test_every_rule_says_what_it_is_about(rule: Rule) -> None:
    found: Any = descriptor(rule)
    assert len(found["name"]) <= 255
    assert len(found["shortDescription"]["text"]) <= 1024
    assert 0 < len(found["fullDescription"]["text"]) <= 1024
    assert len(found["properties"]["tags"]) <= 10
    assert found["help"]["markdown"]


@pytest.mark.parametrize(
    ("what", "shown"),
    [("a" * 600 + "\n\n" + "b" * 600, "a" * 600), ("ab " * 600, ("ab " * 340).strip() + " ...")],
)
def test_a_long_description_is_cut_where_a_paragraph_or_a_word_ends(
    monkeypatch: pytest.MonkeyPatch, what: str, shown: str
) -> None:
    monkeypatch.setattr(sample, "__doc__", f"Toy.\n\n## What\n{what}\n")
    found: Any = descriptor(RULE)
    assert found["fullDescription"]["text"] == shown
    assert what.strip() in found["help"]["text"]


def test_no_more_places_than_code_scanning_shows() -> None:
    related = tuple((at("a.yaml", "x" * 500, "x"), str(number)) for number in range(500))
    assert len(result(entry(related=related))["relatedLocations"]) == 100


def test_the_same_run_gives_the_same_bytes() -> None:
    assert written("sarif", EVERY_KIND, troubled()) == written("sarif", EVERY_KIND, troubled())


def test_results_are_written_as_they_come() -> None:
    assert len([line for line in written("sarif").splitlines() if line.startswith('{"ruleId"')]) == 6


def test_an_empty_ledger_is_valid() -> None:
    run([], Ledger(), 2)


def many(counts: dict[Severity, int]) -> Iterator[Entry]:
    for severity, count in counts.items():
        yield from repeat(entry(severity=severity), count)


def test_no_more_results_than_code_scanning_takes_and_room_is_kept_for_errors() -> None:
    found = json.loads(written("sarif", many({Severity.WARNING: 21_000, Severity.ERROR: 6_000})))["runs"][0]
    levels = Counter(result["level"] for result in found["results"])
    assert levels == {"warning": 20_000, "error": 5_000}
    [told] = [
        each["message"]["text"]
        for each in found["invocations"][0]["toolExecutionNotifications"]
        if each["descriptor"]["id"] == "left-out"
    ]
    assert "1,000 of level error, 1,000 of level warning" in told


def test_pasted_results_count_too() -> None:
    room = Room()
    row = '{"ruleId": "DDX001", "ruleIndex": 0, "level": "error", "message": {"text": "a,\\nb"}}'
    rows = ",\n".join([row] * 10_000)
    assert [room.fitting(rows).count("ruleId") for _ in range(3)] == [10_000, 10_000, 5_000]
    assert room.left_out == {"error": 5_000}


def test_results_that_would_make_the_file_too_large_are_left_out() -> None:
    room = Room()
    row = '{"ruleId": "DDX001", "level": "error", "message": {"text": "' + "x" * 10_000_000 + '"}}'
    assert [bool(room.fitting(row)) for _ in range(9)] == [True] * 7 + [False] * 2
    assert "2 of level error" in room.remark
