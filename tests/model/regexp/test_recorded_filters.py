"""Every recorded filter: what Flux's own code kept of the tags, and what it said of the pattern."""

import json
from typing import Any

import pytest

from ddlint.model.regexp import Fault, Pattern, compile_pattern, expand, extractor
from support import cases_dir


def rows() -> list[dict[str, Any]]:
    return list(json.loads((cases_dir() / "flux" / "filter.json").read_text("utf-8"))["cases"])


def kept(row: dict[str, Any], pattern: Pattern) -> dict[str, set[str]]:
    """The tags by their key: which of several with the same key Flux keeps is for another test."""
    found: dict[str, set[str]] = {}
    for tag in row["tags"]:
        match = pattern.find(tag)
        if match:
            key = expand(row["extract"], match) if row["extract"] else tag
            found.setdefault(key, set()).add(tag)
    return found


def test_every_recorded_pattern_is_judged_as_flux_judged_it() -> None:
    wrong = []
    for row in rows():
        pattern = compile_pattern(row["pattern"])
        said = (
            f"invalid regular expression pattern '{row['pattern']}': {pattern.message}"
            if isinstance(pattern, Fault)
            else None
        )
        if said != row["error"]:
            wrong.append((row["pattern"], said, row["error"]))
    assert wrong == []


def test_every_recorded_filter_keeps_what_flux_kept() -> None:
    wrong = []
    for row in rows():
        pattern = compile_pattern(row["pattern"])
        if isinstance(pattern, Fault):
            continue
        found = kept(row, pattern)
        right = found.keys() == row["filtered"].keys() and all(
            tag in found[key] for key, tag in row["filtered"].items()
        )
        if not right:
            wrong.append((row["pattern"], row["extract"], found, row["filtered"]))
    assert wrong == []


@pytest.mark.parametrize("template", ["$ts", "${sha}-$ts", "$$", "$9", "x"])
def test_extractor_is_find_and_expand(template: str) -> None:
    pattern = compile_pattern(r"^main-(?P<sha>[0-9a-f]+)-(?P<ts>\d+)$")
    assert isinstance(pattern, Pattern)
    key = extractor(pattern, template)
    for tag in ("main-abc-1", "main-é-1", "other"):
        match = pattern.find(tag)
        assert key(tag) == (expand(template, match) if match else None)
