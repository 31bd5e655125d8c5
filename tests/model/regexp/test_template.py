"""Go's Regexp.Expand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.regexp import Pattern, compile_pattern, expand, parse_template

PATTERN = compile_pattern(
    "(?P<ts>[0-9]+)(?P<sha>[a-f]+)?(?P<x1>x)(?P<01>y)(?P<tés0>z)?|(w)".replace("é", "e")
)


def expanded(template: str, tag: str = "12xy") -> str:
    assert isinstance(PATTERN, Pattern)
    match = PATTERN.find(tag)
    assert match is not None
    return expand(template, match)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("$ts", "12"),
        ("$1", "12"),
        ("$0", "12xy"),
        ("${ts}_", "12_"),
        ("$ts_", ""),
        ("$ts-$x1", "12-x"),
        ("$1x", ""),
        ("${1}x", "12x"),
        ("$10", ""),
        ("$01", "y"),
        ("$sha", ""),
        ("$99999999999999999999", ""),
        ("$$ts", "$ts"),
        ("$$$ts", "$12"),
        ("a$", "a$"),
        ("${ts", "${ts"),
        ("${}", "${}"),
        ("${t s}", "${t s}"),
        ("$-1", "$-1"),
        ("$(ts)", "$(ts)"),
        ("\\1", "\\1"),
        ("$ é$ts", "$ é12"),
        ("$é", ""),
        ("", ""),
    ],
)
def test_expand(template: str, text: str) -> None:
    assert expanded(template) == text


def test_references_have_places() -> None:
    first, second = parse_template("a-$ts${9}").references
    assert (first.name, first.number, first.start, first.end, first.braced) == ("ts", None, 2, 5, False)
    assert (second.name, second.number, second.start, second.end, second.braced) == ("9", 9, 5, 9, True)


def test_stray_dollars_have_places() -> None:
    assert parse_template("$$a$-${x y}$").stray == (3, 5, 11)


@given(st.text(alphabet="${}ts1_-é "))
def test_without_a_dollar_pair_the_parts_are_the_template(template: str) -> None:
    single = template.replace("$$", "$")
    if "$$" not in single:
        parts = parse_template(single).parts
        written = [part if isinstance(part, str) else single[part.start : part.end] for part in parts]
        assert "".join(written) == single
