"""Alphabetical policies that sort numbers as text, and those that do not."""

from __future__ import annotations

import pytest

from ddlint.model.selection.evaluate import select
from ddlint.model.selection.spec import PolicySpec
from ddlint.model.selection.text_order import Misordered, misordered


def policy(pattern: str, extract: str = "") -> PolicySpec:
    return PolicySpec(alphabetical="asc", pattern=pattern, extract=extract, has_filter=True)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (policy("^build-[0-9]+$"), Misordered("build-9", "build-10", 1)),
        (policy(r"^b(\d{1,3})$", "$1"), Misordered("b9", "b10", 1)),
        (
            policy("^main-[a-f0-9]+-(?P<ts>[0-9]+)$", "$ts"),
            Misordered("main-a-9", "main-a-10", 1, timestamp=True),
        ),
        (policy(r"^v[0-9]+\.[0-9]+\.[0-9]+$"), Misordered("v9.1.1", "v10.1.1", 3)),
        (policy(r"^v(\d+)\.(\d+)-x$", "$1.$2"), Misordered("v9.1-x", "v10.1-x", 2)),
        (policy(r"^(?P<n>[1-9][0-9]*)$", "$n"), Misordered("19", "110", 1)),
    ],
)
def test_numbers_without_a_fixed_width(spec: PolicySpec, expected: Misordered) -> None:
    found = misordered(spec)
    assert found == expected
    assert select(spec, [expected.newer, expected.older], flux="2.7").latest == expected.older


@pytest.mark.parametrize(
    "spec",
    [
        policy("^main-[a-f0-9]+-(?P<ts>[0-9]{10})$", "$ts"),
        policy(r"^RELEASE\.(?P<timestamp>.*)Z$", "$timestamp"),
        policy(r"^\d{4}-\d{2}-\d{2}$"),
        policy("^20[0-9]+"),
        policy(".*"),
        policy("^main-"),
        policy("("),
        policy(r"^[0-9]+-(?P<name>[a-z]+)$", "$name"),
        policy(r"^v[0-9]?$"),
        PolicySpec(alphabetical="asc"),
        PolicySpec(numerical="asc", pattern="^[0-9]+$", has_filter=True),
    ],
)
def test_others(spec: PolicySpec) -> None:
    assert misordered(spec) is None
