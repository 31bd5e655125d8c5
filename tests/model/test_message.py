"""The parser, part by part."""

import pytest

from ddlint.model.message import Message

FULL = """\
feat(api)!: add a thing

The body says why.
Note: this is prose.

Refs: #12
Co-authored-by: A <a@example.com>
 and B
BREAKING CHANGE: y

more of it
"""


def at(message: Message, span: tuple[int, int]) -> str:
    return message.text[span[0] : span[1]]


def test_names_every_part_of_a_full_message() -> None:
    message = Message(FULL)
    assert (message.type, message.scope, message.description) == ("feat", "api", "add a thing")
    assert message.parts is not None
    assert message.parts.bang
    assert (message.is_breaking, message.has_form, message.header_faults) == (True, True, ())


def test_offsets_point_at_the_parts() -> None:
    message = Message("\n \n" + FULL)
    assert at(message, message.type_span) == "feat"
    assert message.scope_span is not None
    assert at(message, message.scope_span) == "api"
    assert at(message, message.description_span) == "add a thing"
    assert at(message, message.body) == "The body says why.\nNote: this is prose."


def test_footers_have_tokens_separators_and_values_of_several_lines() -> None:
    footers = Message(FULL).footers
    assert [(each.token, each.separator, each.value) for each in footers] == [
        ("Refs", ": ", "#12"),
        ("Co-authored-by", ": ", "A <a@example.com>\n and B"),
        ("BREAKING CHANGE", ": ", "y\n\nmore of it"),
    ]
    assert [FULL[each.value_at : each.end] for each in footers] == [each.value for each in footers]


def test_a_footer_can_be_a_token_and_a_number() -> None:
    (footer,) = Message("fix: x\n\nCloses #12").footers
    assert (footer.token, footer.separator, footer.value) == ("Closes", " #", "12")


def test_a_paragraph_of_prose_between_ends_the_search_for_footers() -> None:
    message = Message("fix: x\n\nNote: prose\n\nMore prose.\n\nRefs: 1\n\nAcked-by: Z")
    assert [each.token for each in message.footers] == ["Refs", "Acked-by"]
    assert at(message, message.body) == "Note: prose\n\nMore prose."


def test_footers_may_fill_paragraphs_of_their_own() -> None:
    message = Message("fix: x\n\nRefs: 1\n\nBREAKING CHANGE: y")
    assert [each.token for each in message.footers] == ["Refs", "BREAKING CHANGE"]
    assert at(message, message.body) == ""


@pytest.mark.parametrize(
    "text",
    [
        "fix!: x",
        "fix: x\n\nBREAKING CHANGE: y",
        "fix: x\n\nBREAKING-CHANGE: y",
        "fix: x\n\nBREAKING CHANGE:\ny",
        "fix: x\n\nBREAKING CHANGE:  \n\n\ny\n\nRefs: 1",
        "fix: x\r\n\r\nBREAKING CHANGE: y\r\n",
        "fix: x\n\nbody\nBREAKING CHANGE: y",
    ],
)
def test_breaking(text: str) -> None:
    assert Message(text).is_breaking


@pytest.mark.parametrize(
    "text",
    [
        "fix: x\n\nBREAKING CHANGE:",
        "fix: x\n\nBREAKING CHANGE:\n\nRefs: 1",
        "fix: x\n\nBREAKING CHANGE:y",
        "fix: x\n\nBREAKING CHANGE #12",
        "fix: x\n\nBreaking Change: y",
        "fix: x\n\n BREAKING CHANGE: y",
        "fix: x\nBREAKING CHANGE: y",
        "no header\n\nBREAKING CHANGE: y",
    ],
)
def test_not_breaking(text: str) -> None:
    assert not Message(text).is_breaking


@pytest.mark.parametrize("space", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r"])
def test_only_a_line_feed_ends_a_line(space: str) -> None:
    message = Message(f"fix: x{space}y\n\nb{space}BREAKING CHANGE: z")
    assert (message.description, message.is_breaking) == (f"x{space}y", False)


@pytest.mark.parametrize(
    "header", ["te\u017ft: x", "\ufb01x: x", "fe\u0131t: x", "\u212aey: x", "f\u00efx: x"]
)
def test_nothing_but_ascii_is_folded(header: str) -> None:
    assert Message(header).parts is None


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("fix: x", None),
        ("fix: x\n\nbody", None),
        ("fix: x\n \t\r\nbody", None),
        ("fix: x\n\n\n", None),
        ("fix: x\nbody", "body"),
        ("fix: x\r\nbody\r\n", "body"),
    ],
)
def test_second_line(text: str, second: str | None) -> None:
    message = Message(text)
    assert (at(message, message.second_line) if message.second_line else None) == second


@pytest.mark.parametrize("text", ["", "\n", " \n\t\r\n"])
def test_nothing_but_white_space_is_empty(text: str) -> None:
    message = Message(text)
    assert (message.is_empty, message.has_form, message.header, message.header_faults) == (
        True, False, "", (),
    )  # fmt: skip


def test_bytes_that_are_no_utf8_come_through() -> None:
    text = b"fix: caf\xe9\n\nBREAKING CHANGE: \xff".decode("utf-8", "surrogateescape")
    message = Message(text)
    assert (message.is_breaking, message.description) == (True, "caf\udce9")
