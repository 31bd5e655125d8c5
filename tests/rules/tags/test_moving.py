"""Which tags move, by the patterns of the settings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ddlint.config.wildcards import matches
from ddlint.rules.tags.reading import is_moving

TEXTS = st.text("aB*", max_size=4)


@given(st.lists(TEXTS, max_size=4), st.text("aAb", max_size=4))
def test_a_tag_moves_where_one_of_the_patterns_matches(patterns: list[str], tag: str) -> None:
    expected = any(matches(pattern.lower(), tag.lower()) for pattern in patterns)
    assert is_moving(tag, tuple(patterns)) == expected
