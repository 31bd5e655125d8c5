"""The tables and numbers of docs/filters.md are true."""

from __future__ import annotations

import re

import pytest

from ddlint.model.regexp import Fault, Pattern, Wrong, compile_pattern, expand
from ddlint.model.regexp.parser import LONGEST
from support import ROOT

PAGE = (ROOT / "docs" / "filters.md").read_text("utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| ([^`|]+) \| `([^`]+)` \|$", re.MULTILINE)
ROWS = [(pattern, said.strip(), instead) for pattern, said, instead in ROW.findall(PAGE)]


def test_the_table_is_read() -> None:
    assert len(ROWS) > 12


@pytest.mark.parametrize(("pattern", "said", "instead"), ROWS, ids=[row[0] for row in ROWS])
def test_row(pattern: str, said: str, instead: str) -> None:
    fault = compile_pattern(pattern)
    assert isinstance(fault, Fault)
    assert fault.message.replace("`", "") == f"error parsing regexp: {said}"
    assert isinstance(compile_pattern(instead), Pattern)


def test_what_is_said_to_be_accepted_is() -> None:
    accepted = re.search(r"^Accepted, .*?\n\n", PAGE, re.MULTILINE | re.DOTALL)
    assert accepted
    for text in re.findall(r"`([^`]+)`", accepted[0]):
        assert isinstance(compile_pattern(text), Pattern)


@pytest.mark.parametrize(
    ("template", "key"),
    [("$ts", "12"), ("${ts}", "12"), ("$1", "12"), ("$0", "a12"), ("$ts_x", ""), ("$1x", ""), ("$$", "$")]
    + [(text, text) for text in ("$-", "$(ts)", "${ts", "\\1")],
)
def test_template(template: str, key: str) -> None:
    assert f"`{template}`" in PAGE
    pattern = compile_pattern("a(?P<ts>[0-9]+)")
    assert isinstance(pattern, Pattern)
    match = pattern.find("a12")
    assert match is not None
    assert expand(template, match) == key


def test_the_limits_are_those_of_the_code() -> None:
    assert f"{LONGEST:,} characters or 250 groups" in PAGE
    assert isinstance(compile_pattern("(a)" * 250), Pattern)
    declined = compile_pattern("(a)" * 251)
    assert isinstance(declined, Fault)
    assert declined.wrong is Wrong.LIMIT
