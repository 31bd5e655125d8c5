"""Questions about all tags: known answers, and agreement with trying every short tag."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddlint.model.regexp import (
    Pattern,
    Width,
    can_match_both,
    capture,
    characters,
    compile_pattern,
    example,
    group_node,
    is_tag,
    open_end,
    open_start,
    width,
    witness,
)
from ddlint.model.regexp.shape import bound_at_end, bound_at_start, takes_part
from ddlint.model.regexp.witness import UNKNOWN

LETTERS = "a01-.x"  # one of each kind that the atoms below tell apart
TAGS = ["".join(tag) for length in (1, 2, 3, 4) for tag in product(LETTERS, repeat=length)]
LEGAL = [tag for tag in TAGS if is_tag(tag)]


def compiled(text: str) -> Pattern:
    pattern = compile_pattern(text)
    assert isinstance(pattern, Pattern), pattern
    return pattern


ATOMS = ["a", "0", "-", "\\.", ".", "[a0]", "[^a]", "\\d", "\\w", "^", "$", "\\b", "\\B", "", ".*"]


def patterns() -> st.SearchStrategy[str]:
    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        group = inner.map("({})".format)
        count = st.sampled_from(["*", "+", "?", "*?", "{2}", "{1,2}", "{2,}", "{0}"])
        return st.one_of(
            group,
            st.builds("{}{}".format, group, count),
            st.builds("{}{}".format, inner, inner),
            st.builds("(?:{}|{})".format, inner, inner),
        )

    return st.recursive(st.sampled_from(ATOMS), larger, max_leaves=6)


def short(tags: list[str], found: str | None) -> bool:
    """Whether brute force over short tags and an answer agree."""
    return bool(tags) == (found is not None) if found is None or len(found) <= 4 else not tags


@settings(deadline=None, max_examples=150)
@given(patterns())
def test_a_pattern_has_a_tag_just_where_trying_finds_one(text: str) -> None:
    pattern = compiled(text)
    found = witness([pattern])
    assert found.known
    assert found.tag is None or (pattern.matches(found.tag) and is_tag(found.tag))
    assert short([tag for tag in LEGAL if pattern.matches(tag)], found.tag)


@settings(deadline=None, max_examples=150)
@given(patterns(), patterns())
def test_required_and_forbidden(one: str, other: str) -> None:
    wanted, unwanted = compiled(one), compiled(other)
    found = witness([wanted], [unwanted])
    assert found.known
    if found.tag is not None:
        assert wanted.matches(found.tag)
        assert not unwanted.matches(found.tag)
    assert short([tag for tag in LEGAL if wanted.matches(tag) and not unwanted.matches(tag)], found.tag)


@settings(deadline=None, max_examples=150)
@given(patterns())
def test_what_a_group_captures(text: str) -> None:
    pattern, digits = compiled(f"({text})"), compiled("^[0-9]+$")
    found = capture(pattern, 1, forbid=[digits])
    tried = [tag for tag in LEGAL if (match := pattern.find(tag)) and not digits.matches(match.group(1))]
    if found.tag is not None:
        match = pattern.find(found.tag)
        assert match is not None
        assert not digits.matches(match.group(1))
    if found.impossible:
        assert tried == []


@settings(deadline=None, max_examples=200)
@given(patterns())
def test_width_holds_for_every_match(text: str) -> None:
    pattern = compiled(text)
    bounds = width(pattern.tree)
    for tag in LEGAL:
        match = pattern.find(tag)
        if match:
            assert bounds.least <= len(match.group(0)) <= (bounds.most if bounds.most is not None else 4)


@settings(deadline=None, max_examples=150)
@given(patterns())
def test_what_the_form_says_is_so(text: str) -> None:
    pattern = compiled(f"({text})")
    matches = [(tag, match) for tag in LEGAL if (match := pattern.find(tag))]
    if bound_at_start(pattern.tree):
        assert all(compiled(f"\\A(?:{text})").matches(tag) for tag, _ in matches)
    if bound_at_end(pattern.tree):
        assert all(compiled(f"(?:{text})\\z").matches(tag) for tag, _ in matches)
    for number in range(1, len(pattern.names)):
        if takes_part(pattern.tree, number):
            assert all(match.present[number] for _, match in matches)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("^a$", True, True),
        ("(^a|(?m)^b)c", True, False),
        ("(?:^a|b)c$", False, True),
        ("(?:^)*a(?:$)?", False, False),
        ("a(?:b$)+", False, True),
        (".*a.+", True, True),
        ("a.*|b$", False, True),
        ("[a-z]*", False, False),
        ("", False, False),
    ],
)
def test_the_form_says_where_it_is_plain(text: str, start: bool, end: bool) -> None:
    tree = compiled(text).tree
    assert (bound_at_start(tree), bound_at_end(tree)) == (start, end)


@pytest.mark.parametrize(
    ("text", "number", "plain"), [("(a)b", 1, True), ("(a)?b", 1, False), ("(a)|(a)", 1, False)]
)
def test_the_form_says_which_groups_take_part(text: str, number: int, plain: bool) -> None:
    assert takes_part(compiled(text).tree, number) == plain


@settings(deadline=None, max_examples=200)
@given(patterns())
def test_an_example_is_a_tag_that_matches(text: str) -> None:
    pattern = compiled(text)
    tag = example(pattern)
    assert tag is None or (is_tag(tag) and pattern.matches(tag))
    assert tag is not None or not any(pattern.matches(short) for short in LEGAL)


@pytest.mark.parametrize(
    ("pattern", "tag"),
    [
        ("^main-[a-f0-9]+-(?P<ts>[0-9]+)$", "main-1a2b3c4-1700000000"),
        ("^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{13})$", "main-1a2b3c4-1700000000123"),
        (r"^v\d+\.\d+\.\d+$", "v1.2.3"),
        (r"^v\d+\.\d+\.\d+-rc\.\d+$", "v1.2.3-rc.4"),
        ("^(main|staging)-", "main-"),
        (" ^main", None),
        ("é", None),
        ("^-main", None),
        ("^.{129}$", None),
    ],
)
def test_an_example_looks_like_a_tag(pattern: str, tag: str | None) -> None:
    assert example(compiled(pattern)) == tag


@pytest.mark.parametrize(
    ("pattern", "start", "end"),
    [
        ("^main-[a-f0-9]+-(?P<ts>[0-9]+)", None, "main-1a2b3c4-1700000000-arm64"),
        ("^main-[a-f0-9]+-(?P<ts>[0-9]+)$", None, None),
        ("^main-[a-f0-9]+-(?P<ts>.*)", None, None),
        ("main", "feature-main", "main-arm64"),
        (".*main.*", None, None),
        ("^main|staging$", "astaging", "main-arm64"),
        ("^(?:main|staging)$", None, None),
        ("(?m)^main$", None, None),
        ("\\Amain\\z", None, None),
        ("", None, None),
        (" ^main", None, None),
    ],
)
def test_what_gets_in_for_want_of_an_anchor(pattern: str, start: str | None, end: str | None) -> None:
    assert (open_start(compiled(pattern)).tag, open_end(compiled(pattern)).tag) == (start, end)


def test_two_patterns_that_share_a_tag() -> None:
    found = can_match_both(compiled("^v(.*)$"), compiled("-rc\\.[0-9]+$"))
    assert found.tag == "v-rc.1"


def test_two_patterns_that_share_none() -> None:
    assert can_match_both(compiled("^v[0-9.]+$"), compiled("-rc\\.[0-9]+$")).impossible
    assert can_match_both(compiled("^main-[0-9]{10}$"), compiled("^main-[0-9]{13}$")).impossible


def test_two_patterns_that_only_share_what_is_longer_than_a_tag() -> None:
    assert can_match_both(compiled("^a{129}$"), compiled("a")).impossible


@pytest.mark.parametrize("text", ["a.{1000}", "(a|b)*c.{60}d", "x{1000}" * 6])
def test_a_question_that_costs_too_much_is_not_answered(text: str) -> None:
    assert witness([compiled(text)], [compiled("d")]) == UNKNOWN


@pytest.mark.parametrize(
    ("pattern", "group", "bounds"),
    [
        ("^(\\d{10})$", 1, Width(10, 10)),
        ("^(\\d+)$", 1, Width(1, None)),
        ("^(\\d{10}|\\d{13})?$", 1, Width(10, 13)),
        ("^((a|bc){2}c*){0}$", 1, Width(2, None)),
        ("(?:a{2,}){0}", 0, Width(0, 0)),
        ("(?:^)*", 0, Width(0, 0)),
    ],
)
def test_width_of_a_group(pattern: str, group: int, bounds: Width) -> None:
    node = group_node(compiled(pattern), group)
    assert node is not None
    assert width(node) == bounds


def test_there_is_no_group_nine() -> None:
    assert group_node(compiled("(a)"), 9) is None


def test_characters_of_a_group_are_those_that_a_tag_may_hold() -> None:
    node = group_node(compiled("([^a-zA-Z_.]+)"), 1)
    assert node is not None
    assert characters(node) == characters(compiled("[0-9-]").tree)


def test_a_group_that_takes_no_part_captures_nothing() -> None:
    pattern = compiled("^(?:(a)|(b))$")
    assert capture(pattern, 1, require=[compiled("^$")]).tag == "b"


def test_what_is_greedy_in_front_leaves_nothing_behind() -> None:
    pattern = compiled("^([0-9]*)([0-9]*)$")
    assert capture(pattern, 2, require=[compiled("1")]).tag is None
