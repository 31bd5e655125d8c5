"""Mending goes on until nothing is left to fix, and ends even where a fix is no cure."""

from collections.abc import Callable

import pytest

from ddlint.engine.finding import Edit, Fix, Severity
from ddlint.engine.ledger import Entry, Ledger, Verdict
from ddlint.engine.mend import mend


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
