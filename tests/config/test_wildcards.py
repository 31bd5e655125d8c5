"""Patterns with `*` only."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.config.wildcards import matches


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("a", "a"),
        ("*", ""),
        ("*[bot] <*>", "dependabot[bot] <support@github.com>"),
        ("Bump * from * to *", "Bump x from 1 to 2"),
        ("a*a", "aa"),
        ("**", "a\nb"),
    ],
)
def test_matches(pattern: str, text: str) -> None:
    assert matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"), [("a", "ab"), ("a*a", "a"), ("?", "a"), ("[bot]", "b"), ("a*", "ba")]
)
def test_does_not_match(pattern: str, text: str) -> None:
    assert not matches(pattern, text)


@given(st.text("ab*", max_size=8), st.text("ab", max_size=12))
def test_agrees_with_a_regular_expression(pattern: str, text: str) -> None:
    expression = ".*".join(map(re.escape, pattern.split("*")))
    assert matches(pattern, text) == bool(re.fullmatch(expression, text, re.DOTALL))


def test_many_stars_stay_linear() -> None:
    started = time.process_time()
    assert not matches("a*" * 20 + "b", "a" * 200_000)
    assert time.process_time() - started < 5  # a backtracking matcher would need centuries
