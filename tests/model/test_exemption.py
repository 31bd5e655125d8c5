"""Commits that no commit rule looks at."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.exemption import Exemption, fits


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("Bump v*", "Bump v1.2.3", True),
        ("Bump v*", "bump v1.2.3", False),
        ("Bump", "Bump x", False),
        ("dependabot[bot] <*>", "dependabot[bot] <49+dependabot[bot]@users.noreply.github.com>", True),
        ("*[bot]*", "renovate[bot] <x@y>", True),
        ("ab*ba", "aba", False),
        ("*", "", True),
        ("", "", True),
        ("", "x", False),
        ("a**b", "ab", True),
    ],
)
def test_patterns(pattern: str, text: str, expected: bool) -> None:
    assert fits(pattern, text) == expected


@given(st.text("ab*", max_size=8), st.text("ab\n", max_size=12))
def test_a_star_stands_for_any_characters(pattern: str, text: str) -> None:
    expression = ".*".join(map(re.escape, pattern.split("*")))
    assert fits(pattern, text) == bool(re.fullmatch(expression, text, re.DOTALL))


def test_author_or_header_is_enough() -> None:
    exemption = Exemption(("Bot <*>",), ("Bump *",))
    assert exemption
    assert exemption.covers("Bot <b@x>", "anything")
    assert exemption.covers("A <a@x>", "Bump x")
    assert not exemption.covers("A <a@x>", "Bot <b@x>")


def test_without_patterns_nothing_is_exempt() -> None:
    assert not Exemption()
    assert not Exemption().covers("A <a@x>", "x")


def test_many_stars_come_back() -> None:
    assert not fits("*a" * 5_000 + "b", "a" * 500_000)
