"""What Flux's own code said about ranges and tags, in three versions of its library."""

import json
from functools import cache
from typing import Any

import pytest

from ddlint.model.semver import FLUX_2_5, FLUX_2_6, FLUX_2_7, Fault, Range, RangeFault, Semantics, Version
from support import cases_dir

LIBRARIES = {"v3.4.0": FLUX_2_7, "v3.3.1": FLUX_2_5, "v3.3.0": FLUX_2_6}


@cache
def rows() -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads(
        (cases_dir() / "flux" / "semver_ranges.json").read_text("utf-8")
    )["cases"]
    return cases


def expected(row: dict[str, Any], library: str) -> tuple[bool, bool | None, bool | None]:
    """Whether the range and the tag are refused, and whether they match."""
    differs = row.get("differs_in", {}).get(library, {})
    range_error = differs.get("range_error", row["range_error"] is not None)
    if "version" not in row:
        return range_error, None, None
    version_error = differs.get("flux_version_error", row["flux_version_error"] is not None)
    match = None if range_error or version_error else differs.get("match", row.get("match"))
    return range_error, version_error, match


def answered(row: dict[str, Any], semantics: Semantics) -> tuple[bool, bool | None, bool | None]:
    chosen = Range.parse(row["range"], semantics)
    if "version" not in row:
        return isinstance(chosen, RangeFault), None, None
    version = Version.parse(row["version"], semantics)
    match = None
    if isinstance(chosen, Range) and isinstance(version, Version):
        match = chosen.admits(version)
    return isinstance(chosen, RangeFault), isinstance(version, Fault), match


@pytest.mark.parametrize("library", LIBRARIES)
def test_every_row_is_answered_as_flux_answers(library: str) -> None:
    wrong = [row for row in rows() if answered(row, LIBRARIES[library]) != expected(row, library)]
    assert wrong == []


def test_plain_masterminds_is_followed_too() -> None:
    wrong = []
    for row in rows():
        if row.get("library_match") is not None:
            chosen, version = Range.parse(row["range"]), Version.lenient(row["version"])
            assert isinstance(chosen, Range)
            assert isinstance(version, Version)
            if chosen.admits(version) is not row["library_match"]:
                wrong.append(row)
    assert wrong == []


def test_the_errors_are_told_apart_as_masterminds_does() -> None:
    for row in rows():
        chosen, version = Range.parse(row["range"]), Version.parse(row.get("version", "1.2.3"))
        if isinstance(chosen, RangeFault):
            assert row["range_error"].startswith(chosen.refusal)
        if isinstance(version, Fault):
            assert row["flux_version_error"].startswith(version.defect.removesuffix(": value out of range"))
