"""JUnit: the elements and attributes that Jenkins knows, with counts that are right."""

from __future__ import annotations

from io import StringIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Verdict
from ddlint.output import factory
from ddlint.output.sink import About
from output.sample import ABOUT, EVERY_KIND, PLAIN, entry, ledger_of, troubled, unavailable, written

#: jenkinsci/xunit-plugin, `junit-10.xsd`: what may stand in each element, its attributes, the required first.
SCHEMA: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", "tests", "failures", "errors"}),
    "testsuite": (
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
        {"name", "tests", "failures", "errors"},
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
    ),
    "properties": ({"property"}, set(), set()),
    "property": (set(), {"name", "value"}, set()),
    "testcase": (
        {"skipped", "error", "failure", "system-out", "system-err"},
        {"name"},
        {"time", "classname", "group"},
    ),
    **dict.fromkeys(("skipped", "error", "failure"), (set(), set(), {"type", "message"})),
    "system-out": (set(), set(), set()),
}


def validate(root: ET.Element) -> None:
    assert root.tag == "testsuites"
    for element in root.iter():
        children, required, optional = SCHEMA[element.tag]
        assert {child.tag for child in element} <= children
        assert required <= set(element.attrib) <= required | optional


def suite(*args: Any, **more: Any) -> ET.Element:
    return read(written("junit", *args, **more))


def read(text: str) -> ET.Element:
    root = ET.fromstring(text)
    validate(root)
    found = root.find("testsuite")
    assert found is not None
    cases = found.findall("testcase")
    assert int(found.attrib["tests"]) == len(cases)
    for count, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(found.attrib[count]) == sum(case.find(tag) is not None for case in cases), count
    return found


def test_a_finding_is_a_test_that_failed() -> None:
    case = suite([entry(help="write it so:\n  tag: v1")]).find("testcase")
    assert case is not None
    assert case.attrib == {
        "name": "DDX001 toy-finding at spec.values.image.tag",
        "classname": "apps/x.yaml",
    }
    failure = case.find("failure")
    assert failure is not None
    assert failure.attrib == {"type": "error", "message": "Flux ignores this marker"}
    assert (failure.text or "").splitlines() == [
        "apps/x.yaml:4:21: Flux ignores this marker",
        "write it so:",
        "  tag: v1",
        "https://example.org/rules/toy-finding.md",
    ]


def test_what_does_not_fail_the_run_fails_no_test() -> None:
    case = suite([entry(severity=Severity.WARNING)]).find("testcase")
    assert case is not None
    assert [child.tag for child in case] == ["system-out"]
    assert (case[0].text or "").startswith("warning: apps/x.yaml:4:21: Flux ignores")


def test_the_least_severity_that_fails_is_the_run_s() -> None:
    stream = StringIO()
    about = About("0.1.0", ABOUT.rules, fail_on=Severity.WARNING)
    sink = factory("junit")(stream, about, PLAIN)
    entries = [entry(severity=Severity.WARNING), entry(severity=Severity.INFO)]
    sink.begin()
    for each in entries:
        sink.entry(each)
    sink.end(ledger_of(entries), 1)
    assert read(stream.getvalue()).attrib["failures"] == "1"


def test_every_kind_is_counted_with_what_went_wrong() -> None:
    found = suite(EVERY_KIND, troubled(), 3)
    assert found.attrib["tests"] == str(len(EVERY_KIND) + 2)
    names = [case.attrib["name"] for case in found.findall("testcase")]
    assert names[-2:] == ["not looked at: the history is shallow", "DDX002 toy-crash on c.yaml"]


def test_what_nobody_asked_for_is_skipped() -> None:
    ledger = ledger_of([unavailable()], unasked=1)
    found = suite([unavailable()._replace(asked=False)], ledger, 0)
    assert (found.attrib["skipped"], found.attrib["errors"]) == ("1", "0")


def test_a_rule_that_found_nothing_is_a_test_that_passed() -> None:
    ledger = ledger_of()
    ledger.verdicts["DDX001", Verdict.PASSED] = 7
    [case] = suite([], ledger, 0).findall("testcase")
    assert case.attrib == {"name": "DDX001 toy-finding", "classname": "ddlint.toys"}
    assert len(case) == 0


@pytest.mark.parametrize("field", ["message", "help", "label", "url"])
@given(text=st.text(st.one_of(st.sampled_from("<>&\"']\x00\ufffe\ud800\n"), st.characters(codec=None))))
def test_any_text_is_valid(field: str, text: str) -> None:
    values: dict[str, Any] = {field: text}
    suite([entry(**values)])
