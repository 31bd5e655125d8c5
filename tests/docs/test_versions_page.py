"""The tables of the page on versions are what the code does."""

from __future__ import annotations

import pytest
from semver import Version

from ddlint.model.message import Message
from ddlint.model.releases.bump import Levels, next_version
from ddlint.model.releases.change import Change
from ddlint.model.releases.required import required
from support import ROOT

PAGE = (ROOT / "docs" / "versions.md").read_text("utf-8")
ROWS = [
    [cell.strip(" `") for cell in line.strip("|").split("|")]
    for line in PAGE.split("## Below 1.0.0")[1].split("## ")[0].splitlines()
    if line.startswith("| `")
][1:]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_below_one(row: list[str]) -> None:
    levels = Levels.of(zero=row[0].partition("`")[0])
    for header, version in zip(("feat!: x", "feat: x", "fix: x"), row[1:4], strict=True):
        bump = required([Change("a" * 40, Message(header))], levels).bump
        assert str(next_version(Version(0, 1, 2), bump, levels)) == version


def test_all_choices_are_told() -> None:
    assert {row[0].partition("`")[0] for row in ROWS} == {"minor", "lower", "major"}
