"""Where Python's `re` may stand in for RE2, it does the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.regexp import Pattern, compile_pattern
from ddlint.model.selection.patterns import Filter, read
from ddlint.model.selection.twin import needed, twin

PLAIN = [
    r"^main-[a-f0-9]+-(?P<ts>[0-9]+)$",
    r"^main-[0-9a-f]{7,40}-(?P<ts>[0-9]{10})$",
    r"^main-[a-fA-F0-9]+-(?P<ts>.*)",
    r"^(?:main|release)-(\d+)",
    r"^v?([0-9]+\.[0-9]+\.[0-9]+)(-rc\.[0-9]+)?$",
    r"^rel-",
    r"^.*$",
    r"(?i)^MAIN-\w+$",
]
NOT_PLAIN = [
    r"main-[a-f0-9]+-(?P<ts>[0-9]+)",
    r"^main-[a-f0-9]+(?P<ts>[0-9]+)$",
    r"^.*-(\d+)$",
    r"^a+?$",
    r"^(a|ab)c$",
    r"^(?:a*)*$",
    r"^(ab)+$",
    r"^\bx",
    r"a$",
    "",
    "^" + "(?:a" * 30 + ")?" * 30,
]
SETS = ["a", "b", "-", "[ab]", "[^a]", ".", r"\d", "[a-c0-9]", r"\.", "[^0-9]"]
COUNTS = ["", "*", "+", "?", "{2}", "{1,3}", "{2,}", "{0,1}"]
ITEMS = st.tuples(st.sampled_from(SETS), st.sampled_from(COUNTS)).map("".join)
SEQUENCES = st.lists(ITEMS, min_size=1, max_size=4).map("".join)
OPENINGS = st.sampled_from(["(", "(?:", "(?P<n>"])
OTHERWISE = st.sampled_from(["", "|x", "|b.", "|-+"])
CLOSINGS = st.sampled_from([")", ")?"])
GROUPS = st.tuples(OPENINGS, SEQUENCES, OTHERWISE, CLOSINGS).map("".join)
PATTERNS = (
    st.tuples(SEQUENCES | GROUPS, SEQUENCES | GROUPS, st.sampled_from(["", "$"]))
    .map("".join)
    .map("^".__add__)
)
TAGS = st.text("abcx01-.", max_size=8)


def compiled(pattern: str) -> Pattern:
    found = compile_pattern(pattern)
    assert isinstance(found, Pattern)
    return found


@pytest.mark.parametrize("pattern", PLAIN)
def test_plain_patterns_have_a_twin(pattern: str) -> None:
    assert twin(compiled(pattern).tree)


@pytest.mark.parametrize("pattern", NOT_PLAIN)
def test_others_are_left_to_re2(pattern: str) -> None:
    assert twin(compiled(pattern).tree) is None


@given(st.one_of(PATTERNS.filter(lambda pattern: pattern.count("?P<n>") < 2), st.sampled_from(PLAIN)), TAGS)
def test_a_twin_matches_alike(pattern: str, tag: str) -> None:
    original = compiled(pattern)
    plain = twin(original.tree)
    if plain is not None:
        found, match = plain.match(tag), original.find(tag)
        assert (found is None) == (match is None)
        if found and match:
            assert tuple(group or "" for group in (found[0], *found.groups())) == match.groups


@pytest.mark.parametrize("template", ["", "$ts", "$1-$ts", "x", "$none", "$10"])
@pytest.mark.parametrize("odd", ["", "\u00e9", "a\nb"])
def test_keys_are_the_same_either_way(template: str, odd: str) -> None:
    """One tag that is not ASCII, or holds a line end, leaves all to RE2."""
    tags = ["main-abc-1", "main-abc-2-x", "other"]
    found = read(r"^main-([a-f]+)-(?P<ts>[0-9]+)$", template, "2.7")
    assert isinstance(found, Filter)
    assert found.keys([*tags, odd])[:3] == found.keys(tags)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(r"^.*\.sig$", ".sig"), ("latest", "latest"), ("a?bc[de]f", "bc"), ("a|b", ""), ("", "")],
)
def test_text_that_every_match_holds(pattern: str, text: str) -> None:
    assert needed(compiled(pattern).tree) == text


@given(PATTERNS | SEQUENCES, st.lists(TAGS, max_size=4))
def test_matching_finds_what_re2_finds(pattern: str, tags: list[str]) -> None:
    found = read(pattern, "", "2.7")
    assert isinstance(found, Filter)
    assert list(found.matching(tags)) == [tag for tag in tags if compiled(pattern).matches(tag)]
