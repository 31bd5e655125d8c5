"""Ranges: read without a regular expression's backtracking, asked by bisection, and right all the same."""

import pytest
from hypothesis import example, given

import semver_reference as reference
from ddlint.model.semver import FLUX_2_5, FLUX_2_6, FLUX_2_7, Range, RangeFault, Semantics, Version, why_not
from ddlint.model.semver.grammar import MAX_CONSTRAINTS, MAX_LENGTH
from semver_ranges import SEMANTICS, TAGS, ranges


@given(ranges(), SEMANTICS)
@example("1||2 - 3", FLUX_2_7)
@example("1 ||v2 - 3", FLUX_2_7)
@example("0 0.0||0.0.0 - 0", FLUX_2_7)
@example("1 - 2>3", FLUX_2_7)
@example("1 - 2v3", FLUX_2_7)
@example("0 1 - 2", FLUX_2_7)
@example("1 - 2 - 3 - 2", FLUX_2_7)
@example("2 - 2 - 2 - 2", FLUX_2_7)
@example("x.1|2.1x", FLUX_2_7)
@example("!=1.2.x-rc >0-0", FLUX_2_7)
@example("!=1.x-rc", FLUX_2_6)
@example("<=*", FLUX_2_7)
@example("!=*", FLUX_2_6)
def test_agrees_with_upstreams_expressions(text: str, semantics: Semantics) -> None:
    chosen = Range.parse(text, semantics)
    try:
        groups = reference.parse(text, semantics)
    except reference.NoRangeError:
        assert isinstance(chosen, RangeFault)
        return
    assert isinstance(chosen, Range), chosen
    answers = {tag.text: chosen.admits(tag) for tag in TAGS}
    assert answers == {tag.text: reference.admits(groups, tag, semantics) for tag in TAGS}


@given(ranges(), SEMANTICS)
def test_a_constraint_lies_where_it_says(text: str, semantics: Semantics) -> None:
    chosen = Range.parse(text, semantics)
    if isinstance(chosen, RangeFault):
        assert 0 <= chosen.start <= chosen.end <= len(text)
        assert chosen.reason
    else:
        for constraint in chosen.constraints:
            assert text[constraint.start : constraint.end] == constraint.text
            assert constraint.version in text


@given(ranges(), SEMANTICS)
def test_a_refusal_has_a_reason_and_nothing_else_has(text: str, semantics: Semantics) -> None:
    chosen = Range.parse(text, semantics)
    if isinstance(chosen, Range):
        assert {tag.text: bool(why_not(chosen, tag)) for tag in TAGS} == {
            tag.text: not chosen.admits(tag) for tag in TAGS
        }


@pytest.mark.parametrize("tag", TAGS, ids=str)
def test_an_exact_range_admits_its_version_alone(tag: Version) -> None:
    chosen = Range.parse(f"={tag}")
    assert isinstance(chosen, Range)
    assert [other for other in TAGS if chosen.admits(other)] == [tag]


@pytest.mark.parametrize(
    ("text", "version", "reason"),
    [
        ("^1.2.0", "2.0.0", "is too high for `^1.2.0`"),
        (">=1.2.0 <2", "1.1.9", "is too low for `>=1.2.0`"),
        ("^1.2.0", "1.3.0-rc.1", "is a pre-release, and `^1.2.0` takes releases only"),
        ("^1.x !=1.2.3", "1.2.3", "is excluded by `!=1.2.3`"),
        ("^1.x || ^2.x", "3.0.0", "is too high for `^1.x`, and is too high for `^2.x`"),
        ("1.0.0 - 2.0.0", "3.0.0", "is too high for `1.0.0 - 2.0.0`"),
        ("1.1.1 || 1.1.2 || 1.1.3 || 1.1.4", "3.0.0", "is in none of the 4 alternatives"),
    ],
)
def test_says_why_not(text: str, version: str, reason: str) -> None:
    chosen, tag = Range.parse(text), Version.parse(version)
    assert isinstance(chosen, Range)
    assert isinstance(tag, Version)
    assert why_not(chosen, tag) == reason


@pytest.mark.parametrize(
    ("text", "part", "reason"),
    [
        ("", "", "it is empty"),
        ("1.x ||", "", "one of the alternatives around `||` is empty"),
        ("latest", "latest", "`latest` is not a version"),
        ("==1.2.3", "==", "there is no operator `==`"),
        (">=1.0.0 &&<2.0.0", "&&", "`&&` is not an operator"),
        ("1.x or 2.x", "or", "`or` is not an operator"),
        ("1.x | 2.x", "|", "a single `|` is not an operator"),
        ("[1.0,2.0)", "[", "`[` is not known: intervals are written with operators"),
        ("1.2.3.4", ".4", "a version has three numbers at most"),
        ("1..x", "..", "two dots in a row"),
        ("V1.2.3", "V", "a version begins with a small `v` or with a number"),
        ("1.x,", "", "a version is missing at the end"),
        (">=1.0.0-", "-", "after `-` a pre-release part is missing"),
        ("1.2.3-*", "-", "a pre-release part has letters, digits, `-` and dots"),
        ("1.2.3-01", "01", "in the pre-release part `01` a number begins with a zero"),
        (">=1.0\xa0<2.0", "\xa0", r"'\xa0' is not an ASCII character"),
        ("> =1.0", ">", "after `>` a version is missing"),
        ("'1.x'", "'", "a quote is part of the range"),
        ("1x", "1x", "`1x` is neither a number nor a wildcard"),
        (">=99999999999999999999", "99999999999999999999", "a number is 2^64 or more"),
        (">=1.0.0<2.0.0", "<", "before `<` a space is missing"),
    ],
)
def test_says_what_is_wrong_and_where(text: str, part: str, reason: str) -> None:
    fault = Range.parse(text)
    assert isinstance(fault, RangeFault)
    assert (fault.text[fault.start : fault.end], fault.reason) == (part, reason)


def test_leading_zeros_are_refused_in_flux_2_5_only() -> None:
    assert isinstance(Range.parse(">=2025.07.01", FLUX_2_6), Range)
    fault = Range.parse(">=2025.07.01", FLUX_2_5)
    assert isinstance(fault, RangeFault)
    assert fault.reason == "a number begins with a zero"


@pytest.mark.parametrize(
    "text",
    [
        "1.2.3 || " * 10_000 + "1.2.3",
        "9" * 1_000_000,
        " " * 1_000_000,
        "1 " * (MAX_CONSTRAINTS + 1),
        "a - " * (MAX_LENGTH // 4),
        "1  " * (MAX_LENGTH // 4) + "!",
        "1-" * (MAX_LENGTH // 2),
        " " * (MAX_LENGTH - 2) + "- ",
        "0" * MAX_LENGTH,
        "1-" + "0" * (MAX_LENGTH - 2),
    ],
    ids=lambda text: f"{text[:6]!r} x {len(text)}",
)
def test_a_huge_range_is_answered(text: str) -> None:
    chosen = Range.parse(text)
    assert isinstance(chosen, Range) or chosen.reason


def test_a_thousand_alternatives_are_read() -> None:
    chosen = Range.parse(" || ".join(f"1.{number}.0" for number in range(MAX_CONSTRAINTS)))
    assert isinstance(chosen, Range)
    assert chosen.admits_key((1, 999, 0, ((2, 0),)))
    assert not chosen.admits_key((1, 1000, 0, ((2, 0),)))
