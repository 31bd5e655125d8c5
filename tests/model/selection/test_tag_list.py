"""Tags out of a file."""

import pytest

from ddlint.model.selection.tag_list import TagList, read_tags


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", TagList(())),
        (b"a\nb\n", TagList(("a", "b"))),
        (b"a\nb", TagList(("a", "b"))),
        (b"\xef\xbb\xbfa\r\nb\r\n", TagList(("a", "b"))),
        (b"a\n\nb\n\n \n", TagList(("a", "b"), blank=3)),
        (b"\n", TagList((), blank=1)),
        (b"b\na\nb\nb\n", TagList(("b", "a"), repeated=2)),
        (b" 5\n5 \n", TagList((" 5", "5 "))),
        (b"a\rb\n", TagList(("a\rb",))),
        (b"caf\xe9\n", TagList(("caf\udce9",))),
        ("\u2028x\n".encode(), TagList(("\u2028x",))),
    ],
)
def test_tags(data: bytes, expected: TagList) -> None:
    assert read_tags(data) == expected
