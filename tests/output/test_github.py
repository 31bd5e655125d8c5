"""Workflow commands, read back as the runner reads them."""

from __future__ import annotations

import re
from io import StringIO
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Gap
from ddlint.output import factory
from ddlint.output.safe import safe
from ddlint.output.sink import Manner
from output.sample import (
    ABOUT,
    EVERY_KIND,
    PLAIN,
    at,
    entry,
    in_message,
    ledger_of,
    troubled,
    unavailable,
    written,
)


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Command, properties and data, by the rules of the runner's `ActionCommand.TryParseV2`."""
    assert line.startswith("::")
    end = line.index("::", 2)
    command, _, rest = line[2:end].partition(" ")
    properties = dict(each.split("=", 1) for each in rest.split(",") if each)
    for token, escaped in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        properties = {key: value.replace(escaped, token) for key, value in properties.items()}
    data = line[end + 2 :]
    for token, escaped in (("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        data = data.replace(escaped, token)
    return command, properties, data


def commands(*args: object, **more: object) -> list[tuple[str, dict[str, str], str]]:
    return [read(line) for line in written("github", *args, **more).splitlines()]  # type: ignore[arg-type]


def test_a_finding_in_a_file_stands_at_its_place() -> None:
    command, properties, data = commands(EVERY_KIND[:1])[0]
    assert command == "error"
    assert properties == {
        "file": "apps/x.yaml",
        "line": "4",
        "endLine": "4",
        "col": "21",
        "endColumn": "63",
        "title": "DDX001 toy-finding",
    }
    assert data.splitlines() == [
        "Flux ignores this marker",
        "write it so:",
        "  tag: v1",
        "https://example.org/rules/toy-finding.md",
    ]


def test_a_finding_in_a_commit_names_it() -> None:
    [(command, properties, data)] = commands([entry(in_message("wip\n", "wip"), severity=Severity.INFO)])
    assert command == "notice"
    assert "file" not in properties
    assert data.startswith("commit 0123456789:1:1: Flux ignores")


def test_a_span_over_lines_has_no_columns() -> None:
    [(_, properties, _)] = commands([entry(at("a", "a\nb\n", "a\nb"))])
    assert (properties["line"], properties["endLine"]) == ("1", "2")
    assert "col" not in properties


def test_a_rule_that_could_not_look_is_a_warning() -> None:
    [found] = [each for each in commands(EVERY_KIND) if "not available" in each[1]["title"]]
    command, _, data = found
    assert command == "warning"
    assert data.startswith("v1.0.0: its object is missing\ngit fetch --tags")


def test_gaps_and_crashes_are_annotated() -> None:
    gap, crash, *_ = commands(EVERY_KIND, troubled())
    assert gap[2].startswith("the history is shallow\ngit fetch")
    assert crash[2] == "rule DDX002 toy-crash crashed on c.yaml\nKeyError: 'x\\x1b[2J'"


def test_a_clean_run_annotates_nothing() -> None:
    assert written("github", [], ledger_of()) == ""


MANY = [
    entry(message=f"{severity.word} {number}", severity=severity)
    for number in range(12)
    for severity in Severity
]


def test_ten_of_each_level_are_annotated_the_first_ones() -> None:
    lines = written("github", MANY).splitlines()
    found = [read(line)[2].split("\n")[0] for line in lines if line.startswith(("::error ", "::warning "))]
    assert found == [f"{word} {number}" for word in ("error", "warning") for number in range(10)]


def test_the_rest_is_in_the_log_and_counted_in_the_last_notice() -> None:
    lines = written("github", MANY).splitlines()
    end = lines.index("::endgroup::")
    assert lines[0].startswith("::group::ddlint")
    assert [line.rpartition(": ")[2] for line in lines[1:end]] == [
        "info 10", "warning 10", "error 10", "info 11", "warning 11", "error 11", "info 9",
    ]  # fmt: skip
    notices = [read(line)[2] for line in lines if line.startswith("::notice ")]
    assert len(notices) == 10
    assert notices[-1].startswith("not annotated: 2 errors, 2 warnings, 3 notices.")


def test_the_summary_is_named_where_there_is_one() -> None:
    with_page = Manner(summarized=True)
    assert "The job's summary" in written("github", MANY, manner=with_page)
    assert "summary" not in written("github", MANY)


def test_what_was_found_comes_before_what_could_not_be_decided() -> None:
    warning = entry(severity=Severity.WARNING, message="found")
    lines = written("github", [*repeat(unavailable(), 20), warning]).splitlines()
    warnings = [read(line) for line in lines if line.startswith("::warning ")]
    assert len(warnings) == 10
    assert warnings[0][2].startswith("found")
    assert "11 warnings." in read(lines[-1])[2]


def test_gaps_leave_room_for_errors() -> None:
    gaps = [Gap(f"gap {number}") for number in range(30)]
    lines = written("github", [entry()] * 30, ledger_of(gaps=gaps)).splitlines()
    errors = [read(line)[2].split("\n")[0] for line in lines if line.startswith("::error ")]
    assert errors == [*(f"gap {number}" for number in range(5)), *repeat("Flux ignores this marker", 5)]
    assert "incomplete: gap 29" in lines
    assert "not annotated: 50 errors." in lines[-1]


def test_ten_fit_without_a_word() -> None:
    found = written("github", [entry()] * 10)
    assert found.count("::error ") == found.count("\n") == 10


def test_what_another_process_wrote_counts_too() -> None:
    stream = StringIO()
    twin = factory("github")(stream, ABOUT, PLAIN)
    for each in MANY:
        twin.entry(each)
    whole = StringIO()
    sink = factory("github")(whole, ABOUT, PLAIN)
    sink.begin()
    sink.paste(stream.getvalue())
    sink.end(ledger_of(MANY), 1)
    assert whole.getvalue() == written("github", MANY)


@pytest.mark.parametrize("character", ["x", "\u4e16", "\U0001f600"])
def test_a_long_message_is_cut_where_github_would_and_the_page_stays(character: str) -> None:
    [(_, _, data)] = commands([entry(message=character * 5000)])
    assert 4090 < len(data.encode("utf-16-le")) / 2 <= 4096
    assert data.endswith("...\nhttps://example.org/rules/toy-finding.md")


@given(st.lists(st.text(st.sampled_from("a:\n\r\t\x1b\u2028%0A#[]|"), min_size=1), min_size=15, max_size=20))
def test_nothing_in_the_log_is_a_command_but_ours(texts: list[str]) -> None:
    entries = [entry(at(text, "x\n", "x"), message=text, help=text, url="") for text in texts]
    lines = written("github", entries).splitlines()
    commands_ = [
        line for line in lines if line.lstrip().startswith("::") or re.search(r"##[a-zA-Z]*\[", line)
    ]
    ours = ("::error file=", "::notice title=ddlint", "::group::ddlint", "::endgroup::")
    assert all(line.startswith(ours) for line in commands_)
    assert len(lines) == len(texts) + 3


@given(st.text(st.sampled_from("a%0AD:,=\r\n25 3C"), min_size=1))
def test_what_is_escaped_is_read_back(text: str) -> None:
    place = at(text, "x\n", "x")
    [(command, properties, data)] = commands([entry(place, message=text, url="")])
    assert command == "error"
    assert properties["file"] == safe(text)
    assert data == "\n".join(safe(line) for line in text.split("\n"))
