"""The numbers and the verdict of the summary."""

from dataclasses import replace

import pytest

from audit.report.synthetic import oid
from ddlint.audit.report.numbers import MONTH, Figure, figures
from ddlint.audit.report.verdict import concluded
from ddlint.audit.rows import CoverageRow, FindingRow, HotfixRow
from ddlint.audit.store import Store
from ddlint.audit.store_file import opened
from ddlint.model.releases.returned import Back

NOW = 1_790_000_000
FOUND = FindingRow(
    "config",
    "f",
    "DDC001",
    "header",
    "error",
    "found",
    "m",
    "",
    "",
    "commit",
    oid("x"),
    introduced_time=NOW - 100,
)
FIXED = replace(FOUND, fixed_oid=oid("y"), fixed_time=NOW - 50)


def figure(store: Store, label: str) -> Figure:
    return {each.label: each for each in figures(store.connection, NOW)}[label]


def test_open_errors_are_counted_with_their_past() -> None:
    old = replace(FOUND, introduced_time=NOW - 3 * MONTH)
    gone = replace(old, fixed_oid=oid("y"), fixed_time=NOW - MONTH - 1)
    with opened(None) as store:
        store.add([FOUND, old, gone, replace(FOUND, severity="warning"), replace(FOUND, verdict="waived")])
        found = figure(store, "Open errors")
    assert (found.value, found.before) == (2, 1)
    assert found.points[-4:] == (2, 2, 1, 2)
    assert found.note == "1 more were fixed"


def test_a_finding_fixed_at_an_unknown_time_is_not_open() -> None:
    with opened(None) as store:
        store.add([replace(FIXED, fixed_time=None)])
        assert figure(store, "Open errors").value == 0


def test_findings_without_a_beginning_have_no_trend() -> None:
    with opened(None) as store:
        store.add([replace(FOUND, introduced_time=None)] * 2)
        found = figure(store, "Open errors")
    assert (found.value, found.before, found.points) == (2, None, ())
    assert found.note == "2 of unknown age"


def test_hotfixes_that_did_not_come_back_are_counted() -> None:
    row = HotfixRow("s", "s", "1.0.1", "v1.0.1", "", "v1.0.0", oid("b"), "missing", "", None)
    with opened(None) as store:
        store.add([replace(row, state=str(state)) for state in Back])
        found = figure(store, "Hotfixes not merged back")
    assert (found.value, found.note) == (3, "10 hotfixes in all, 1 not known")


@pytest.mark.parametrize(
    ("rows", "state", "sentence"),
    [
        ([], "clean", "No error and no warning is open."),
        ([FIXED], "clean", "No error and no warning is open."),
        ([FOUND], "error", "1 error of 1 rule is open, the oldest since 2026-09-21."),
        ([replace(FOUND, severity="warning")], "warning", "1 warning of 1 rule is open"),
        ([replace(FOUND, severity="info")], "clean", "No error and no warning is open."),
        ([replace(FOUND, verdict="waived")], "clean", "Besides, 1 waived."),
        ([replace(FOUND, introduced_time=None)], "error", "1 error of 1 rule is open. "),
    ],
)
def test_verdict(rows: list[FindingRow], state: str, sentence: str) -> None:
    with opened(None) as store:
        store.add([CoverageRow("config", "DDC001", "header", 7, 1, 0, 0, 2), *rows])
        found = concluded(store.connection, {})
    assert found.state == state
    assert sentence in found.sentence
    assert "1 rule looked: 7 checks passed, 2 could not be made." in found.sentence
