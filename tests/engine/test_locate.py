"""Places become lines and columns, counted from 1, in characters, with LF alone as line end."""

import pytest

from ddlint.engine.locate import locate
from ddlint.model.place import FileSpan, MessageSpan, RefPlace


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("abc", 0, 3, (1, 1, 1, 4)),
        ("a\nbc", 2, 4, (2, 1, 2, 3)),
        ("a\r\nbc", 3, 4, (2, 1, 2, 2)),
        ("é\u2028x\ny", 2, 3, (1, 3, 1, 4)),
        ("ab\ncd\n", 1, 4, (1, 2, 2, 2)),
        ("", 0, 0, (1, 1, 1, 1)),
    ],
)
def test_lines_and_columns(text: str, start: int, end: int, expected: tuple[int, ...]) -> None:
    found = locate(FileSpan("a", start, end), text)
    assert (found.line, found.column, found.end_line, found.end_column) == expected


def test_a_snippet_holds_whole_lines_and_no_more_than_four() -> None:
    text = "\n".join("abcdefgh")
    assert locate(MessageSpan("", 2, len(text)), text).snippet == ("b", "c", "d", "e")


def test_a_message_that_is_not_committed_has_no_name() -> None:
    assert locate(MessageSpan("", 0, 1), "x").kind == "message"
    assert locate(MessageSpan("c0ffee", 0, 1), "x").kind == "commit"


def test_a_ref_has_a_name_and_no_text() -> None:
    found = locate(RefPlace("refs/tags/v1.0.0"), "")
    assert (found.kind, found.name, found.snippet) == ("ref", "refs/tags/v1.0.0", ())


def test_far_into_a_long_text_lines_are_counted_alike() -> None:
    text = "abc\n\nde\n" * 8000
    for start in (len(text) // 2, len(text) - 1, text.index("e", 50_000), len(text)):
        found = locate(FileSpan("a", start, start), text)
        assert (found.line, found.column) == (
            text.count("\n", 0, start) + 1,
            start - text.rfind("\n", 0, start),
        )
