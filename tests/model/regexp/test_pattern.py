"""What a compiled pattern finds."""

import pytest

from ddlint.model.regexp import Match, Pattern, compile_pattern


def find(pattern: str, tag: str) -> Match | None:
    compiled = compile_pattern(pattern)
    assert isinstance(compiled, Pattern)
    found = compiled.find(tag)
    assert compiled.matches(tag) == (found is not None)
    return found


@pytest.mark.parametrize(
    ("pattern", "tag", "found"),
    [
        ("b+", "abbc", "bb"),
        ("a|ab", "ab", "a"),
        ("(?U)b+", "abbc", "b"),
        ("b+?", "abbc", "b"),
        ("(?i)K", "k", "k"),
        ("(?i)[^k]", "Ka", "a"),
        ("(?i)\\x{212A}", "k", "k"),
        ("(?i:a)b", "Ab", "Ab"),
        ("(?i)a(?-i)b", "Ab", "Ab"),
        ("(?m)^b$", "a\nb\nc", "b"),
        ("\\Qa.b\\E+", "xa.bbb", "a.bbb"),
        ("[[:^alpha:]]+", "ab12", "12"),
        ("[\\d.-]+", "v1.2-3", "1.2-3"),
        ("\\101\\x42\\x{43}", "xABC", "ABC"),
        ("a{2,3}", "aaaa", "aaa"),
        ("a{,3}", "xa{,3}", "a{,3}"),
        ("é", "caféx", "é"),
        ("(?:^)*a", "ba", "a"),
        ("", "abc", ""),
    ],
)
def test_leftmost_match(pattern: str, tag: str, found: str) -> None:
    match = find(pattern, tag)
    assert match is not None
    assert match.group(0) == found


@pytest.mark.parametrize(
    ("pattern", "tag"),
    [("^b", "a\nb"), ("a$", "a\n"), ("a.b", "a\nb"), ("(?i)a(?-i)b", "AB"), ("[^\\x00-\\x{10FFFF}]", "a")],
)
def test_no_match(pattern: str, tag: str) -> None:
    assert find(pattern, tag) is None


def test_groups_by_number_and_name() -> None:
    match = find("(?P<a>x)|(?P<b>y)(z)", "ayz")
    assert match is not None
    assert match.groups == ("yz", "", "y", "z")
    assert (match.group("a"), match.group("b"), match.group(3)) == ("", "y", "z")
    assert (match.group("c"), match.group(9), match.group("")) == ("", "", "")


def test_of_two_groups_with_one_name_the_first_that_took_part() -> None:
    match = find("(?:(?P<n>x)|(?P<n>y))", "y")
    assert match is not None
    assert match.group("n") == "y"


def test_a_broken_tag_is_searched_all_the_same() -> None:
    assert find("b", "\ud800b") is not None


@pytest.mark.parametrize(
    ("pattern", "tag", "found"),
    [
        ("\\P{Any}|b", "ab", "b"),
        ("[\\P{Any}b]", "ab", "b"),
        ("[^\\P{Any}]", "ab", "a"),
        ("\\p{Any}+", "aé", "aé"),
        ("\\p{letter}+", "1aé", "aé"),
        ("\\P{ASCII}", "aé", "é"),
        ("\\p{LC}+", "1aA", "aA"),
        ("\\p{Assigned}+", "\u0378a", "a"),
        ("(?i)\\p{Lu}+", "1aA", "aA"),
    ],
)
def test_unicode_classes(pattern: str, tag: str, found: str) -> None:
    match = find(pattern, tag)
    assert match is not None
    assert match.group(0) == found


def test_a_class_name_beyond_ascii_is_unknown() -> None:
    assert not isinstance(compile_pattern("\\p\u017f"), Pattern)
