"""The table of docs/ranges.md is true."""

from __future__ import annotations

import re

import pytest

from ddlint.model.semver import FLUX_2_6, FLUX_2_7, Range, Semantics, Version
from ddlint.model.semver.grammar import MAX_CONSTRAINTS, MAX_LENGTH
from support import ROOT

PAGE = (ROOT / "docs" / "ranges.md").read_text("utf-8")
ROWS = [row for line in PAGE.splitlines() if len(row := line.strip("|").split("|")) == 4 and "`" in row[0]]


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]*)`", cell)


def admits(text: str, tag: str, semantics: Semantics) -> bool:
    chosen, version = Range.parse(text, semantics), Version.parse(tag)
    assert isinstance(chosen, Range)
    assert isinstance(version, Version)
    return chosen.admits(version)


def test_the_table_is_read() -> None:
    assert len(ROWS) > 15


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_row(row: list[str]) -> None:
    ranges, takes, refuses, before = row
    for text in quoted(ranges):
        assert [tag for tag in quoted(takes) if not admits(text, tag, FLUX_2_7)] == []
        assert [tag for tag in quoted(refuses) if admits(text, tag, FLUX_2_7)] == []
        changed = [
            tag
            for tag in quoted(takes) + quoted(refuses)
            if admits(text, tag, FLUX_2_6) != admits(text, tag, FLUX_2_7)
        ]
        assert sorted(changed) == sorted(quoted(before))


def test_the_limits_are_those_of_the_code() -> None:
    assert f"{MAX_LENGTH:,} characters and {MAX_CONSTRAINTS:,} constraints" in PAGE
