"""Marks stand under the characters they mean, whatever these are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.output.color import paint, plain
from ddlint.output.safe import pieces
from ddlint.output.snippet import WIDEST, Mark, draw
from ddlint.output.width import width


def mark(start: int, end: int, label: str = "", sign: str = "^") -> Mark:
    return Mark(start, end, label, "error", sign)


def drawn(line: str, *marks: Mark) -> list[str]:
    return [row for part in draw(line, marks, plain) for row in part]


@pytest.mark.parametrize(
    ("line", "start", "end", "underline"),
    [
        ("tag: v1", 5, 7, "     ^^"),
        ("\ttag", 1, 4, "    ^^^"),
        ("世界 x", 3, 4, "     ^"),
        ("世界", 1, 2, "  ^^"),
        ("e\u0301 x", 3, 4, "  ^"),
        ("\x1b[m x", 4, 5, "       ^"),
        ("abc", 3, 3, "   ^"),
        ("", 0, 0, "^"),
        ("ab", 1, 1, " ^"),
    ],
)
def test_carets_stand_under_their_characters(line: str, start: int, end: int, underline: str) -> None:
    assert drawn(line, mark(start, end))[1] == underline


def test_a_label_follows_the_carets() -> None:
    assert drawn("tag: v1", mark(5, 7, "here")) == ["tag: v1", "     ^^ here"]


def test_the_label_of_an_earlier_mark_hangs_below() -> None:
    assert drawn("tag: v1", mark(5, 7, "the value"), mark(0, 3, "the key", "-")) == [
        "tag: v1",
        "---  ^^ the value",
        "|",
        "the key",
    ]


def test_three_labels_hang_in_order() -> None:
    assert drawn("a b c", mark(0, 1, "A"), mark(2, 3, "B"), mark(4, 5, "C")) == [
        "a b c",
        "^ ^ ^ C",
        "| |",
        "| B",
        "A",
    ]


def test_a_mark_around_another_one_keeps_both_labels() -> None:
    assert drawn("abcdef", mark(0, 6, "all", "-"), mark(2, 3, "one")) == [
        "abcdef",
        "--^---",
        "| |",
        "| one",
        "all",
    ]


def test_two_marks_at_one_place_keep_both_labels() -> None:
    rows = drawn("abc", mark(0, 1, "one"), mark(0, 1, "two", "-"))
    assert rows[1] == "^ two"
    assert rows[-1] == "one"


def test_a_long_line_is_cut_around_its_mark() -> None:
    line = "a" * 500_000 + "XYZ" + "b" * 500_000
    source, underline = drawn(line, mark(500_000, 500_003, "here"))
    assert len(source) <= WIDEST + 6
    column = underline.index("^^^ here")
    assert source[column : column + 3] == "XYZ"
    assert source.startswith("...a")
    assert source.endswith("b...")


def test_marks_that_fit_together_are_shown_together() -> None:
    line = "x" * 50 + "A" + "x" * (WIDEST - 12) + "B" + "x" * 100
    source, underline, *_ = drawn(line, mark(50, 51, "a"), mark(line.index("B"), line.index("B") + 1, "b"))
    assert source[underline.index("^")] == "A"
    assert source[underline.rindex("^")] == "B"


def test_marks_far_apart_in_a_long_line_get_a_part_each() -> None:
    line = "A" + "x" * 10_000 + "B"
    rows = drawn(line, mark(0, 1, "first"), mark(10_001, 10_002, "second"))
    assert [row.strip() for row in rows if "^" in row] == ["^ first", "^ second"]


def test_a_span_longer_than_what_is_shown_is_underlined_as_far_as_it_is() -> None:
    source, underline = drawn("x" * 1_000_000, mark(0, 1_000_000, "all"))
    assert underline == "^" * WIDEST + " all"
    assert source == "x" * WIDEST + "..."


@given(st.integers(0, 400), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=4))
def test_every_mark_of_a_long_line_is_shown_with_its_label(length: int, spans: list[tuple[int, int]]) -> None:
    line = "".join(chr(ord("a") + number % 26) for number in range(length))
    marks = [
        mark(min(start, length), min(max(start, end), length), f"<{number}>")
        for number, (start, end) in enumerate(spans)
    ]
    parts = draw(line, marks, plain)
    text = "\n".join(row for part in parts for row in part)
    assert all(text.count(each.label) == 1 for each in marks)
    assert all(len(part[0]) <= WIDEST + 6 for part in parts)


def test_colours_surround_the_marks_alone() -> None:
    [[_, underline]] = draw("ab", [mark(1, 2, "x")], paint)
    assert underline == " \x1b[1;31m^\x1b[0m \x1b[1;31mx\x1b[0m"


@given(st.text(st.sampled_from("ab \t世e\u0301\x1b\u202e#["), min_size=1, max_size=60), st.data())
def test_carets_are_as_wide_as_their_characters(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    shown = [piece.replace("\\t", "    ") for piece in pieces(line)]
    before, inside = width("".join(shown[:start])), width("".join(shown[start:end]))
    source, underline = drawn(line, mark(start, end))
    assert source == "".join(shown)
    assert underline == " " * before + "^" * max(1, inside)
