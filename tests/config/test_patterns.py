"""Path patterns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("**/b/**", "a/b/c", True),
        ("**/b/**", "b/c", True),
        ("**/b/**", "a/bb/c", False),
        ("**/a/**/b", "x/a/a/y/b", True),
        ("**/a/**/b", "x/a/b/c", False),
        ("**/a*/b/**/c", "a1/x/a2/b/c", True),
        ("**/a/b/**/a/c", "a/a/b/a/b/a/a/c", True),
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
    assert not matches_any(["**/a/" * 60 + "x"], "a/" * 2000 + "y")
    assert not matches_any(["**/*/" * 60 + "x"], "a/" * 2000 + "y")


def naive(pattern: list[str], path: list[str]) -> bool:
    """The same by trying everything: `**` is any number of folders."""
    if not pattern:
        return not path
    if pattern[0] == "**" and len(pattern) > 1:
        return any(naive(pattern[1:], path[skipped:]) for skipped in range(len(path) + 1))
    if not path:
        return False
    return (pattern[0] in ("*", path[0])) and naive(pattern[1:], path[1:])


@given(
    st.lists(st.sampled_from(["a", "b", "*", "**"]), min_size=1, max_size=5),
    st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=6),
)
def test_patterns_agree_with_trying_everything(pattern: list[str], path: list[str]) -> None:
    pattern = [*pattern, "b"]
    assert matches_any(["/" + "/".join(pattern)], "/".join(path)) == naive(pattern, path)
