"""What two policies make of the same files, compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Entry, Verdict
from ddlint.engine.locate import Location
from ddlint.engine.policy_difference import difference

VERDICTS = [Verdict.FOUND, Verdict.WAIVED, Verdict.GRANDFATHERED]


def entry(code: int, line: int, verdict: Verdict, severity: Severity) -> Entry:
    place = Location("file", "a.yaml", line, 1, line, 2)
    return Entry(verdict, f"DDT00{code}", "a", severity, "a", place, fingerprint=f"{code}{line}")


ENTRIES = st.lists(
    st.builds(
        entry,
        st.integers(1, 3),
        st.integers(1, 4),
        st.sampled_from(VERDICTS),
        st.sampled_from(list(Severity)),
    ),
    max_size=12,
)


def count(found: list[Entry]) -> int:
    return sum(each.verdict is Verdict.FOUND for each in found)


@given(ENTRIES)
def test_a_policy_does_not_differ_from_itself(found: list[Entry]) -> None:
    assert not difference(found, found).any
    assert difference(found, found).told() == ""


@given(ENTRIES, ENTRIES)
def test_what_is_more_one_way_is_less_the_other_way(before: list[Entry], after: list[Entry]) -> None:
    there, back = difference(before, after), difference(after, before)
    assert (len(there.new), len(there.gone)) == (len(back.gone), len(back.new))
    assert len(there.changed) == len(back.changed)


@given(ENTRIES, ENTRIES)
def test_the_counts_add_up(before: list[Entry], after: list[Entry]) -> None:
    found = difference(before, after)
    assert count(after) - count(before) == len(found.new) - len(found.gone)
