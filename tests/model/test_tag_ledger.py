"""The file that holds the ledger of tags."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.tag_ledger import BadLine, Record, TagLedger, Value, parse, written_time

A, B, ZERO = "a" * 40, "b" * 40, "0" * 40
SEEN, LATER = "2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z"
LINE = f"refs/tags/v1.0.0\t{A}\t{B}\t{SEEN}\n"


def test_a_line() -> None:
    assert parse(LINE).tags == {"refs/tags/v1.0.0": Record("refs/tags/v1.0.0", Value(A, B), SEEN)}


def test_comments_empty_lines_carriage_returns_and_a_byte_order_mark_are_no_fault() -> None:
    assert parse("\ufeff# a comment\n\n" + LINE.replace("\n", "\r\n")) == parse(LINE)


def test_a_tag_that_is_gone_keeps_its_record() -> None:
    ledger = parse(f"{LINE}refs/tags/v1.0.0\t{ZERO}\t{ZERO}\t{LATER}\n")
    assert ledger.tags == parse(LINE).tags
    assert ledger.gone == {"refs/tags/v1.0.0": LATER}


def test_the_earliest_of_two_lines_that_agree_counts() -> None:
    """`merge=union` keeps what both sides recorded."""
    assert parse(LINE.replace(SEEN, LATER) + LINE) == parse(LINE)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("garbage", "has 1 fields"),
        (LINE.replace("\t", " "), "has 1 fields"),
        (LINE.replace(f"\t{SEEN}", ""), "has 3 fields"),
        (LINE.replace("refs/tags/v1.0.0", "v1.0.0"), "not the full name of a tag"),
        (LINE.replace("refs/tags/v1.0.0", "refs/tags/"), "not the full name of a tag"),
        (LINE.replace("v1.0.0", "v1 0"), "not the full name of a tag"),
        (LINE.replace(A, "a" * 39), "not a full object id"),
        (LINE.replace(A, A.upper()), "not a full object id"),
        (LINE.replace(A, "a" * 64), "do not belong together"),
        (LINE.replace(A, ZERO), "do not belong together"),
        (LINE.replace("Z", "+01:00"), "not a time"),
        (LINE.replace("01-31", "02-31"), "not a time"),
        (LINE.replace(A, B), "recorded twice, as two different objects"),
        (f"refs/tags/v2.0.0\t{ZERO}\t{ZERO}\t{LATER}\n", "recorded as gone, and not what it was"),
        ("<<<<<<< HEAD", "the mark of a merge conflict"),
        ("=======", "the mark of a merge conflict"),
    ],
)
def test_a_bad_line_is_named(line: str, reason: str) -> None:
    with pytest.raises(BadLine, match=re.escape(reason)) as caught:
        parse(f"# comment\n{LINE}{line}")
    assert caught.value.number == 3


def test_it_is_written_sorted_by_bytes_and_gone_behind_what_it_was() -> None:
    records = [
        Record("refs/tags/v2.0.0", Value(B, B), SEEN),
        Record("refs/tags/v1.0.0", Value(A, B), SEEN),
        Record("refs/tags/v1.0.0", None, LATER),
        Record("refs/tags/\udcff", Value(B, B), SEEN),
    ]
    head, *lines = TagLedger({}, {}).with_records(records).text().splitlines()
    assert head.startswith("# ")
    assert [line.split("\t")[0] for line in lines] == [
        "refs/tags/v1.0.0", "refs/tags/v1.0.0", "refs/tags/v2.0.0", "refs/tags/\udcff",
    ]  # fmt: skip
    assert lines[1].split("\t")[1] == ZERO


def test_what_is_recorded_stays() -> None:
    known = parse(LINE)
    assert known.with_records([Record("refs/tags/v1.0.0", Value(B, B), LATER)]) == known


def test_times_are_utc() -> None:
    assert written_time(0) == "1970-01-01T00:00:00Z"


names = st.from_regex(r"refs/tags/[!-~\u00e0-\u00ff]{1,20}", fullmatch=True)
oids = st.sampled_from([A, B, "c" * 64])
records = st.builds(
    lambda ref, oid, seen: Record(ref, Value(oid, oid), seen), names, oids, st.sampled_from([SEEN, LATER])
)


@given(st.lists(records, max_size=20), st.data())
def test_what_is_written_is_read_again(found: list[Record], data: st.DataObject) -> None:
    ledger = TagLedger({}, {}).with_records(found)
    if ledger.tags:
        chosen = data.draw(st.lists(st.sampled_from(sorted(ledger.tags)), max_size=3))
        ledger = ledger.with_records(Record(ref, None, LATER) for ref in chosen)
    assert parse(ledger.text()) == ledger


@given(st.text(alphabet="refs/tagv1.0\t\nabZ-:T#<=>", max_size=200))
def test_any_text_is_a_ledger_or_a_bad_line(text: str) -> None:
    number = 1
    try:
        parse(text)
    except BadLine as error:
        number = error.number
    assert 1 <= number <= text.count("\n") + 1
