"""Mending goes on until nothing is left to fix, and ends even where a fix is no cure."""

from collections.abc import Callable, Sequence

import pytest

from ddlint.engine.finding import Edit, Fix, Severity
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.engine.mend import Mended
from ddlint.engine.mend import mend as mend_anything


def no_harm(before: bytes, after: bytes, edits: Sequence[Edit]) -> str:
    return ""


def mend(lint: Callable[[bytes], tuple[list[Entry], Ledger]], data: bytes, *, unsafe: bool) -> Mended:
    return mend_anything(lint, data, unsafe=unsafe, harm=no_harm)


def linter(old: str, new: str, *, safe: bool = True) -> Callable[[bytes], tuple[list[Entry], Ledger]]:
    """Finds the first `old` and offers to make it `new`."""

    def lint(data: bytes) -> tuple[list[Entry], Ledger]:
        start = data.decode().find(old)
        if start < 0:
            return [], Ledger()
        fix = Fix("mend it", (Edit("a", start, start + len(old), new),), safe)
        entry = Entry(Verdict.FOUND, "DDX001", "bad", Severity.ERROR, "bad", None, fix=fix)
        ledger = Ledger()
        ledger.record(entry)
        return [entry], ledger

    return lint


def test_it_goes_on_until_nothing_is_left() -> None:
    mended = mend(linter("bad", "good"), b"bad bad bad", unsafe=False)
    assert mended.data == b"good good good"
    assert mended.entries == []
    assert mended.ledger.fixed == 3


def test_an_unsafe_fix_waits_to_be_asked_for() -> None:
    lint = linter("bad", "good", safe=False)
    held_back = mend(lint, b"bad", unsafe=False)
    assert (held_back.data, len(held_back.entries), held_back.ledger.fixed) == (b"bad", 1, 0)
    assert mend(lint, b"bad", unsafe=True).data == b"good"


def test_a_fix_that_brings_its_finding_back_does_not_keep_us_here() -> None:
    mended = mend(linter("bad", "bad"), b"bad", unsafe=False)
    assert mended.data == b"bad"
    assert len(mended.entries) == 1


@pytest.mark.parametrize("data", [b"", b"fine\r\n", b"\xef\xbb\xbffine"])
def test_what_needs_no_fix_is_the_same_object(data: bytes) -> None:
    assert mend(linter("bad", "good"), data, unsafe=True).data is data


def spots(data: bytes) -> tuple[list[Entry], Ledger]:
    """Finds every `x` and offers to take it away."""
    entries, ledger = [], Ledger()
    for start, char in enumerate(data.decode()):
        if char == "x":
            fix = Fix("take it away", (Edit("a", start, start + 1, ""),), safe=True)
            entries.append(Entry(Verdict.FOUND, "DDX001", "bad", Severity.ERROR, "bad", None, fix=fix))
            ledger.record(entries[-1])
    return entries, ledger


def keeps_after_dash(before: bytes, after: bytes, edits: Sequence[Edit]) -> str:
    return "it would be lost" if after.count(b"-x") < before.count(b"-x") else ""


def test_only_the_fix_that_does_harm_is_not_made_and_is_told() -> None:
    mended = mend_anything(spots, b"x.x.-x.x.x", unsafe=False, harm=keeps_after_dash)
    assert mended.data == b"..-x.."
    assert mended.ledger.fixed == 4
    assert [each.reason for each in mended.ledger.refused] == ["it would be lost"]
    assert [entry.fix for entry in mended.entries] == [None]
    assert mended.ledger.fixable[True] == 0


def test_very_many_fixes_that_do_harm_end_the_search() -> None:
    mended = mend_anything(spots, b"-x" * 300, unsafe=False, harm=keeps_after_dash)
    assert mended.data == b"-x" * 300
    assert len(mended.ledger.refused) == 300
