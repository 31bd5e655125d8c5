"""Nothing from a repository reaches a terminal, or a CI runner, as a command."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.output.safe import pieces, safe, safe_line
from output.sample import at, entry, in_message, ledger_of, written

HOSTILE = "\x1b[2J\x07\r\x9b31m\u202e\u2066\u200b\u2028\udcff\ud800\x7f\ufeff\U000e0041##[stop-commands]x"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text", "plain text"),
        ("héllo 世界 👍", "héllo 世界 👍"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\x9b1m", "\\u009b1m"),
        ("caf\udce9", "caf\\xe9"),
        ("\ud800", "\\ud800"),
        ("v1\u202e.2", "v1\\u202e.2"),
        ("\u200d\u2066\u2028", "\\u200d\\u2066\\u2028"),
        ("\U000e0041", "\\U000e0041"),
        ("##[add-mask]x", "##\\x5badd-mask]x"),
        ("##vso[task.complete]", "##vso\\x5btask.complete]"),
        ("## [link] #[x]", "## [link] #[x]"),
    ],
)
def test_what_a_terminal_would_act_on_is_written_out(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text(st.characters(codec=None)))
def test_nothing_invisible_is_left(text: str) -> None:
    left = {unicodedata.category(character) for character in safe(text)}
    assert not left & {"Cc", "Cs", "Zl", "Zp"}
    assert "##[" not in safe(text)


@given(st.text(st.characters(codec=None)))
def test_safe_text_stays_as_it_is(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(st.text(st.sampled_from("##[]ab\x1b\u202e世")))
def test_there_is_one_piece_for_each_character(text: str) -> None:
    assert len(pieces(text)) == len(text)
    assert "".join(pieces(text)) == safe(text)


@pytest.mark.parametrize("form", ["full", "concise", "github"])
def test_no_output_for_people_lets_hostile_text_through(form: str) -> None:
    text = f"tag: {HOSTILE} # x\n"
    place = at(f"a{HOSTILE}.yaml", text, HOSTILE, HOSTILE)
    hostile = entry(place, message=HOSTILE, label=HOSTILE, help=HOSTILE, related=((place, HOSTILE),))
    message = entry(in_message(text, HOSTILE), message=HOSTILE)
    shown = written(form, [hostile, message])
    assert not {unicodedata.category(each) for each in shown} & {"Cf", "Cs", "Zl", "Zp"}
    assert not {each for each in shown if unicodedata.category(each) == "Cc"} - {"\n"}
    assert "##[" not in shown


@pytest.mark.parametrize("form", ["full", "concise"])
def test_a_path_cannot_begin_a_line_with_a_workflow_command(form: str) -> None:
    shown = written(form, [entry(at("::add-mask::x", "a b\n", "b"))], ledger_of())
    assert not [line for line in shown.splitlines() if line.lstrip().startswith("::add")]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("::error::x", "\\x3a:error::x"),
        ("  ::x::", "  \\x3a:x::"),
        ("a ::error::x", "a ::error::x"),
    ],
)
def test_no_line_begins_like_a_command_to_githubs_runner(line: str, shown: str) -> None:
    assert safe_line(line) == shown
