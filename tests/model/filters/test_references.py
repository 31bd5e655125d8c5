"""Templates that do not do what they look like."""

import pytest

from ddlint.model.filters.references import Slip, misreferences

NAMES = ("", "", "ts", "sha")
ONE = ("", "ts")
UNNAMED = ("", "")


@pytest.mark.parametrize(
    ("extract", "names", "slip", "text", "meant"),
    [
        ("$tss", NAMES, Slip.GREEDY, "$tss", "$ts"),
        ("$ts_", NAMES, Slip.GREEDY, "$ts_", "$ts"),
        ("$1x", NAMES, Slip.GREEDY, "$1x", "$1"),
        ("$10", UNNAMED, Slip.GREEDY, "$10", "$1"),
        ("$TS", NAMES, Slip.UNKNOWN, "$TS", "$ts"),
        ("$shaa", NAMES, Slip.GREEDY, "$shaa", "$sha"),
        ("$sh", NAMES, Slip.UNKNOWN, "$sh", "$sha"),
        ("$timestamp", NAMES, Slip.UNKNOWN, "$timestamp", ""),
        ("$timestamp", ONE, Slip.UNKNOWN, "$timestamp", "$ts"),
        ("$timestamp", UNNAMED, Slip.UNKNOWN, "$timestamp", "$1"),
        ("${ts_}", ONE, Slip.UNKNOWN, "${ts_}", "$ts"),
        ("$4", NAMES, Slip.UNKNOWN, "$4", ""),
        ("a-$(ts)", NAMES, Slip.STRAY, "$", "$ts"),
        ("${ts", NAMES, Slip.STRAY, "$", "$ts"),
        ("$ts$", NAMES, Slip.STRAY, "$", ""),
        ("\\1", NAMES, Slip.FOREIGN, "\\1", "$1"),
        ("\\g<ts>", NAMES, Slip.FOREIGN, "\\g<ts>", "$ts"),
        ("ts", NAMES, Slip.CONSTANT, "ts", ""),
        ("(ts)", ONE, Slip.CONSTANT, "(ts)", "$ts"),
        ("$ts", ("",), Slip.UNKNOWN, "$ts", ""),
    ],
)
def test_misreference(extract: str, names: tuple[str, ...], slip: Slip, text: str, meant: str) -> None:
    (found,) = misreferences(extract, names)
    assert (found.slip, found.text, found.meant) == (slip, text, meant)
    assert extract[found.start : found.end] == text


@pytest.mark.parametrize("extract", ["$ts", "${ts}", "$ts-$sha", "$0", "$1", "v$1.$2", "$$-$ts"])
def test_right_references(extract: str) -> None:
    assert misreferences(extract, NAMES) == []


def test_all_slips_of_a_template_in_order() -> None:
    assert [found.slip for found in misreferences("$-$x\\1", NAMES)] == [
        Slip.STRAY,
        Slip.UNKNOWN,
        Slip.FOREIGN,
    ]
