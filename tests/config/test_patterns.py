"""Path patterns."""

import pytest

from ddlint.config.patterns import matches_any


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.yaml", "a.yaml", True),
        ("*.yaml", "apps/a.yaml", True),
        ("apps/*.yaml", "apps/a.yaml", True),
        ("apps/*.yaml", "apps/x/a.yaml", False),
        ("apps/**", "apps/x/a.yaml", True),
        ("apps/", "apps/x/a.yaml", True),
        ("./apps/", "apps/a", True),
        ("**/a.yaml", "a.yaml", True),
        ("apps/**/a.yaml", "apps/a.yaml", True),
        ("apps/**/a.yaml", "apps/x/y/a.yaml", True),
        ("apps/**/a.yaml", "other/apps/a.yaml", False),
        ("a?.yaml", "ab.yaml", True),
        ("a?c", "x/a/c", False),
        ("a.yaml", "axyaml", False),
        ("[ab].yaml", "a.yaml", False),
    ],
)
def test_patterns(pattern: str, path: str, *, matches: bool) -> None:
    assert matches_any([pattern], path) is matches


def test_a_hostile_pattern_ends() -> None:
    assert not matches_any(["**/" * 60 + "x"], "a/" * 2000 + "y")
