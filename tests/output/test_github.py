"""Workflow commands, read back as the runner reads them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ddlint.engine.finding import Severity
from ddlint.output.safe import safe
from output.sample import EVERY_KIND, at, entry, in_message, ledger_of, troubled, written


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
    command, properties, data = commands(EVERY_KIND)[-1]
    assert (command, properties["title"]) == ("warning", "DDX001 toy-finding not available")
    assert data.startswith("v1.0.0: its object is missing\ngit fetch --tags")


def test_gaps_and_crashes_are_annotated() -> None:
    *_, gap, crash = commands(EVERY_KIND, troubled())
    assert gap[2].startswith("the history is shallow\ngit fetch")
    assert crash[2] == "rule DDX002 toy-crash crashed on c.yaml\nKeyError: 'x\\x1b[2J'"


def test_a_clean_run_annotates_nothing() -> None:
    assert written("github", [], ledger_of()) == ""


@given(st.text(st.sampled_from("a%0AD:,=\r\n25 3C"), min_size=1))
def test_what_is_escaped_is_read_back(text: str) -> None:
    place = at(text, "x\n", "x")
    [(command, properties, data)] = commands([entry(place, message=text, url="")])
    assert command == "error"
    assert properties["file"] == safe(text)
    assert data == "\n".join(safe(line) for line in text.split("\n"))
