"""Which version wins, and what Flux says of a range."""

from __future__ import annotations

import json

import pytest

from ddlint.model.selection.go_quote import go_quote
from ddlint.model.selection.refused import Refused
from ddlint.model.selection.versions import Versions, versions_in
from support import cases_dir


def judged(text: str, *keys: str, shuffled: bool = False, flux: str = "2.7") -> Versions:
    return versions_in(text, flux)(keys, shuffled)


def refused(text: str) -> str:
    with pytest.raises(Refused) as caught:
        versions_in(text, "2.9")
    return caught.value.error


def test_first_of_the_highest_wins() -> None:
    found = judged("*", "1.0.0", "v1.2.3", "1.2.3", "01.2.3")
    assert (list(found.winners), list(found.best)) == ([1], [1, 2, 3])


def test_any_of_the_highest_may_win_behind_a_filter() -> None:
    assert list(judged("*", "1.0.0", "v1.2.3", "1.2.3", shuffled=True).winners) == [1, 2]


def test_reasons_of_those_left_out_the_highest_first() -> None:
    found = judged(">=1.0.0 <2.0.0", "latest", "1.0.0", "3.0.0", "1.5.0-rc.1", "0.1.0", "1.2", "")
    assert list(found.left_out()) == [
        (2, "is too high for `<2.0.0`"),
        (3, "is a pre-release, and `>=1.0.0` takes releases only"),
        (4, "is too low for `>=1.0.0`"),
        (0, "is not a version"),
        (5, "has two numbers, Flux wants three"),
        (6, "is not a version"),
    ]
    assert found.best_first() == [1]


def test_version_of_flux_decides_about_prereleases() -> None:
    keys = ("1.9.0", "2.0.0-rc.1")
    newer, older = (judged(">=1.0.0-0 <2.0.0", *keys, flux=flux) for flux in ("2.7", "2.6"))
    assert (list(newer.winners), list(older.winners)) == ([1], [0])


def test_recorded_errors_of_ranges() -> None:
    rows = json.loads((cases_dir() / "flux" / "semver_ranges.json").read_text("utf-8"))["cases"]
    errors = {row["range"]: row["range_error"] for row in rows if row["range_error"]}
    assert len(errors) > 30
    assert {text: refused(text) for text in errors} == errors


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("1.x || nope || 2.x", 'improper constraint: " nope "'),
        ("1 - 2 || ", 'improper constraint: " "'),
        ("1 - 2 3 - 4 nope", 'improper constraint: ">= 1, <= 2 >= 3, <= 4 nope"'),
    ],
)
def test_the_alternative_that_is_wrong_is_quoted(text: str, error: str) -> None:
    assert refused(text) == error


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('a"\\', r'"a\"\\"'),
        ("\t\n\x00\x7f", r'"\t\n\x00\x7f"'),
        ("\u00a0\u2265\U000e0001", '"\\u00a0\u2265\\U000e0001"'),
    ],
)
def test_quotes_are_those_of_go(text: str, quoted: str) -> None:
    assert go_quote(text) == quoted
