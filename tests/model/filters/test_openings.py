"""Which tags get in by accident."""

import pytest

from ddlint.model.filters.keys import Filter
from ddlint.model.filters.openings import openings
from ddlint.model.regexp import Pattern, compile_pattern
from ddlint.model.selection.spec import PolicySpec


def opened(spec: PolicySpec) -> tuple[str | None, str | None]:
    compiled = compile_pattern(spec.pattern)
    assert isinstance(compiled, Pattern)
    found = openings(spec, Filter(compiled, spec.extract))
    assert found.known
    assert bool(found) == (found.start is not None or found.end is not None)
    return found.start, found.end


@pytest.mark.parametrize(
    ("pattern", "extract", "start", "end"),
    [
        ("^main-[a-f0-9]+-(?P<ts>[0-9]+)$", "$ts", None, None),
        ("^main-[a-f0-9]+-(?P<ts>[0-9]+)", "$ts", None, "main-1a2b3c4-1700000000-arm64"),
        ("main-(?P<ts>[0-9]+)$", "$ts", "feature-main-1700000000", None),
        ("^main-", "", None, None),
        ("^main-", "$0", None, "main--arm64"),
        ("main-", "", "feature-main-", None),
        ("-alpine$", "", None, None),
        ("-alpine", "", None, None),
        ("alpine$", "", "feature-alpine", None),
        ("", "", None, None),
        (".*-rc.*", "", None, None),
        ("^main|staging$", "", "astaging", "main-arm64"),
    ],
)
def test_numerical_or_alphabetical(pattern: str, extract: str, start: str | None, end: str | None) -> None:
    spec = PolicySpec(alphabetical="asc", pattern=pattern, extract=extract, has_filter=True)
    assert opened(spec) == (start, end)


@pytest.mark.parametrize(
    ("pattern", "range_", "start", "end"),
    [
        ("v.*", "x.x.x", None, None),
        ("v.*", ">=1.0.0-0", "1.1.1-v", None),
        ("[0-9]+\\.[0-9]+\\.[0-9]+-alpine[0-9]+", ">=1.0.0-0", "v1.1.1-alpine1", "1.2.3-alpine4-arm64"),
        ("^1\\.[0-9]+\\.[0-9]+", ">=1.0.0", None, None),
        ("^1\\.[0-9]+\\.[0-9]+", ">=1.0.0-0", None, "1.1.2-arm64"),
    ],
)
def test_semver_sees_versions_only(pattern: str, range_: str, start: str | None, end: str | None) -> None:
    assert opened(PolicySpec(semver=range_, pattern=pattern, has_filter=True)) == (start, end)
