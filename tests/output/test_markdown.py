"""Markdown, read back as a forge renders it: the texts are there, and nothing else happens."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ddlint.engine.finding import Severity
from ddlint.engine.ledger import Crash, Ledger, Verdict
from ddlint.output import web
from ddlint.output.markdown import LARGEST, MARK
from ddlint.output.markdown_text import code, text
from ddlint.output.safe import safe
from ddlint.output.sink import Provenance
from output.sample import COMMIT, EVERY_KIND, at, at_ref, entry, in_message, ledger_of, troubled, written

READER = MarkdownIt("commonmark").enable("table")
HOSTILE = st.text(
    st.one_of(st.sampled_from("|`\\*_~[]()<>&!@#$%:/.-+=0123 \nwa"), st.characters(codec=None)), max_size=30
)
TRICKS = [
    "a | b \\| c", "`", "``a", "a`b`c", "<img src=x onerror=alert(1)>", "[x](https://evil.example)",
    "![x](y)", "@octocat look at #12 and !3", "https://evil.example www.evil.example", "**bold** _it_ ~~no~~",
    "- item", "1. item", "# title", "+ a", "= b", "&lt;script&gt; &amp;", "\u202eevil\x1b[2J",
    "<!-- ddlint -->", "--> x", "::error::x", "$(pwd)", "||", "\\", "`a|b`", "a\tb", "me@example.org",
    "</details>",
]  # fmt: skip


def shown(tokens: list[Token]) -> str:
    """The text of a piece of Markdown, without its markup."""
    parts = [token.content for token in tokens if token.type in {"text", "code_inline", "text_special"}]
    return "".join(parts)


def inline(markdown: str) -> list[Token]:
    """The one cell that `markdown` makes."""
    tokens = READER.parse(f"| a |\n| --- |\n| {markdown} |\n")
    cells = [tokens[at + 1] for at, token in enumerate(tokens) if token.type == "td_open"]
    [cell] = cells
    assert cell.children is not None
    return cell.children


def harmless(tokens: list[Token]) -> None:
    for token in tokens:
        assert token.type in {"text", "code_inline", "text_special", "html_inline"}, token
        assert token.type != "html_inline" or token.content == "<!-- -->"


@pytest.mark.parametrize("words", TRICKS)
def test_tricks_are_shown_as_they_are(words: str) -> None:
    found = inline(f"x {text(words)} x")
    harmless(found)
    assert shown(found).replace("`", "") == f"x {safe(words)} x".replace("`", "")


@given(HOSTILE)
def test_any_text_is_shown_as_it_is(words: str) -> None:
    found = inline(f"x{text(words)}x")
    harmless(found)
    assert squeezed(shown(found)) == squeezed(f"x{safe(words)}x")


def squeezed(words: str) -> str:
    """Without what does not show: backquotes make code, and spaces at its ends are its padding."""
    return re.sub(r"[` ]", "", words)


@given(HOSTILE.filter(lambda words: words.strip()))
def test_any_code_is_shown_as_it_is(words: str) -> None:
    [found] = inline(code(words))
    assert found.type == "code_inline"
    assert found.content.strip() == safe(words).strip()


@pytest.mark.parametrize(
    "words", ["@octocat", "#12", "https://evil.example", "www.evil.example", "me@a.example"]
)
def test_no_text_becomes_a_mention_or_a_link(words: str) -> None:
    pieces = [token.content for token in inline(text(words)) if token.type == "text"]
    assert not any(re.search(r"[@#]\w|://|www\.", piece) for piece in pieces)


def rows(markdown: str) -> list[list[str]]:
    tokens = READER.parse(markdown)
    found: list[list[str]] = []
    for at_, token in enumerate(tokens):
        if token.type == "tr_open":
            found.append([])
        elif token.type in {"td_open", "th_open"}:
            found[-1].append(shown(tokens[at_ + 1].children or []))
    return found[1:]


def test_the_worst_comes_first() -> None:
    found = rows(written("markdown", reversed(EVERY_KIND), troubled(), 3))
    assert [kind for kind, _, _ in found] == ["error", "error", "warning", "not available", "info"]


def test_a_row_names_the_place_the_matter_and_the_rule() -> None:
    [[kind, where, what]] = rows(written("markdown", [entry(help="write it so:\n  tag: v1")]))
    assert (kind, where) == ("error", "apps/x.yaml:4")
    assert what == "Flux ignores this markerwrite it so:tag: v1DDX001 toy-finding"


def test_the_title_tells_the_outcome_and_a_bot_finds_its_comment() -> None:
    lines = written("markdown").splitlines()
    assert lines[:2] == [MARK, "### ddlint: incomplete (2 errors, 1 warning, 1 info)"]
    assert "### ddlint: 1 error\n" in written("markdown", [entry()])
    assert "### ddlint: found nothing\n" in written("markdown", [], ledger_of(), 0)
    assert "### ddlint: nothing was checked\n" in written("markdown", [], Ledger(), 0)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ([Verdict.GRANDFATHERED], "Not counted: 1 that was there before."),
        ([Verdict.GRANDFATHERED] * 1200, "Not counted: 1,200 that were there before."),
        ([Verdict.WAIVED] * 2, "Not counted: 2 that somebody waived, with a reason."),
        (
            [Verdict.GRANDFATHERED, Verdict.WAIVED],
            "Not counted: 1 that was there before and 1 that somebody waived, with a reason.",
        ),
    ],
)
def test_what_is_let_stand_is_counted(verdicts: list[Verdict], said: str) -> None:
    assert f"\n{said}\n" in written("markdown", [entry(verdict=verdict) for verdict in verdicts])
    assert "Not counted" not in written("markdown", [entry()])


def test_what_was_not_looked_at_is_open_to_see() -> None:
    found = written("markdown", EVERY_KIND, troubled(), 3)
    assert "<details open>" in found
    assert "not looked at: the history is shallow" in found
    assert "<details open>" not in written("markdown", [entry()])


@pytest.mark.parametrize("words", ["x" * 50, "\u4e16" * 50, "|" * 400])
def test_a_long_report_is_cut_and_says_so(words: str) -> None:
    entries = [entry(message=words, severity=severity) for severity in Severity for _ in range(900)]
    found = written("markdown", entries)
    assert len(found.encode()) <= LARGEST
    kinds = [kind for kind, *_ in rows(found)]
    assert set(kinds) == {"error"}
    assert f"**{2700 - len(kinds):,} more rows did not fit here**" in found


def test_one_row_may_be_too_long() -> None:
    found = written("markdown", [entry(message="x" * LARGEST)])
    assert len(found.encode()) <= LARGEST
    assert "**1 more row did not fit here**" in found


def test_a_long_traceback_is_cut() -> None:
    crash = Crash("DDX002", "toy", "c.yaml", "Traceback:\n" + "  line `````\n" * 5000 + "KeyError: 1\n")
    found = written("markdown", [], ledger_of(crashes=[crash]), 3)
    assert len(found.encode()) <= LARGEST
    assert "... (the log has the rest)" in found
    assert found.endswith("</details>\n")


@pytest.mark.parametrize(
    ("uri", "place", "expected"),
    [
        ("https://github.com/o/r.git", at("a b/é.yaml", "x\ny\n", "y"), f"https://github.com/o/r/blob/{COMMIT}/a%20b/%C3%A9.yaml#L2"),
        ("https://gitlab.com/g/s/r", at("a.yaml", "x", "x"), f"https://gitlab.com/g/s/r/-/blob/{COMMIT}/a.yaml#L1"),
        ("https://github.com/o/r", in_message("wip\n", "wip"), f"https://github.com/o/r/commit/{COMMIT}"),
        ("https://github.com/o/r", in_message("wip\n", "wip", ""), ""),
        ("https://github.com/o/r", at_ref("refs/tags/v1"), ""),
        ("https://example.org/o/r", at("a.yaml", "x", "x"), ""),
        ("https://github.com/o/r)x", at("a.yaml", "x", "x"), ""),
        ("", at("a.yaml", "x", "x"), ""),
    ],
)  # fmt: skip
def test_places_are_linked_where_the_forge_is_known(uri: str, place: Any, expected: str) -> None:
    assert web.address(Provenance(uri, COMMIT, "main"), place) == expected
