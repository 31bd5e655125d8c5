"""Every recorded answer of Flux's own code."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ddlint.model.selection.evaluate import select
from ddlint.model.selection.filtering import filter_tags
from ddlint.model.selection.refused import Refused
from ddlint.model.selection.spec import PolicySpec
from support import cases_dir

#: The controller that was recorded is that of Flux 2.9.
FLUX = "2.9"


def recorded(name: str) -> list[dict[str, Any]]:
    rows = json.loads((cases_dir() / "flux" / name).read_text("utf-8"))["cases"]
    assert isinstance(rows, list)
    return rows


def spec_of(row: dict[str, Any]) -> PolicySpec:
    policy = row["policy"]
    return PolicySpec(
        semver=policy["semver"]["range"] if "semver" in policy else None,
        alphabetical=policy["alphabetical"]["order"] if "alphabetical" in policy else None,
        numerical=policy["numerical"]["order"] if "numerical" in policy else None,
        pattern=row.get("pattern", ""),
        extract=row.get("extract", ""),
        has_filter="pattern" in row,
    )


def test_policies() -> None:
    wrong = []
    for row in recorded("policy.json"):
        found = select(spec_of(row), row["tags"], flux=FLUX)
        result = row["result"]
        answer = (found.latest, found.error or None, list(found.nondeterministic), found.kind)
        expected = (
            result["latest"], result["error"], result.get("nondeterministic", []), result.get("kind", "")
        )  # fmt: skip
        if answer != expected or result.get("filtered", found.filtered.origins) != found.filtered.origins:
            wrong.append((row["label"], answer, expected))
    assert wrong == []


def test_filters() -> None:
    wrong = []
    for row in recorded("filter.json"):
        spec = PolicySpec(numerical="", pattern=row["pattern"], extract=row["extract"], has_filter=True)
        answer: tuple[str | None, dict[str, str] | None]
        try:
            answer = None, filter_tags(spec, row["tags"], FLUX).origins
        except Refused as refused:
            answer = refused.error, None
        if answer != (row["error"], row["filtered"]):
            wrong.append((row["label"], answer, row["error"], row["filtered"]))
    assert wrong == []


@pytest.mark.parametrize("name", ["policy.json", "filter.json"])
def test_there_are_many(name: str) -> None:
    assert len(recorded(name)) > 90
