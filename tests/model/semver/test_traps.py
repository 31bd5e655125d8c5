"""Ranges that mean something else than they seem to."""

import pytest
from hypothesis import given

from ddlint.model.semver import FLUX_2_6, FLUX_2_7, Range, Semantics
from ddlint.model.semver.traps import traps_of
from semver_ranges import SEMANTICS, ranges


def found(text: str, semantics: Semantics = FLUX_2_7) -> list[tuple[str, str]]:
    chosen = Range.parse(text, semantics)
    assert isinstance(chosen, Range)
    return [(trap.kind.value, text[trap.start : trap.end]) for trap in traps_of(chosen)]


@pytest.mark.parametrize(
    "text",
    [
        *(">=1.0.0", "^1.x", ">=1.0.0-0", "*", "x", ">=0", ">=0.0.0-0", "*-0", "^1.2.3"),
        *(
            "~1.2",
            "~1.2.3",
            "1.x",
            "1.2.x",
            "1.0.0 - 2.0.0",
            ">=1.0.0 <2.0.0",
            ">=1.0.0-0 <2.0.0-0",
            "^1.0.0 || ^2.0.0-0",
            "^1.2.3 !=1.2.5",
        ),
        *(
            "^0.x",
            "^0",
            "1.x-0",
            "1.2-0",
            "~1-0",
            "^1.0-0",
            "v1.x",
            "* || >=1.0.0",
            "x.x.x-x",
            "<=2.x",
            "2024.x",
        ),
        *(
            ">=2024.01.01",
            "5.0.x",
            "=1.x",
            "~*",
            "1.2.3-4 || >=1.2.3",
            ">=1.0.0-alpha <1.0.0",
            "!=1.2.3 >=1.0.0",
            ">=1.0.0-rc.1",
            "^1.2.0-20240101.1",
        ),
    ],
)
def test_ordinary_ranges_have_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("1.0.0-2.0.0", "hyphen-without-blanks", "1.0.0-2.0.0"),
        ("1.1-3", "hyphen-without-blanks", "1.1-3"),
        (">=1.0.0-2.0.0", "hyphen-without-blanks", ">=1.0.0-2.0.0"),
        ("1.0", "partial", "1.0"),
        ("1", "partial", "1"),
        ("=1.2", "equal-partial", "=1.2"),
        (">1.2", "above-partial", ">1.2"),
        (">0-0", "above-partial", ">0-0"),
        ("<=1.2", "up-to-partial", "<=1.2"),
        ("1.0.0 - 2", "up-to-partial", "1.0.0 - 2"),
        ("^*", "wildcard-bound", "^*"),
        ("<=x", "wildcard-bound", "<=x"),
        ("~0.0.0", "tilde-zero", "~0.0.0"),
        ("^0.2.3", "caret-zero", "^0.2.3"),
        ("^0.0.3", "caret-zero", "^0.0.3"),
        ("1.2.3", "exact", "1.2.3"),
        ("1.2.3 || =1.2.4", "exact", "1.2.3 || =1.2.4"),
        ("1.2.3 1.2.4", "nothing", "1.2.3 1.2.4"),
        ("^1.0.0 || >2.0.0 <1.0.0", "dead-alternative", ">2.0.0 <1.0.0"),
        ("1.*.3", "part-ignored", "1.*.3"),
        ("x.2.3", "part-ignored", "x.2.3"),
        ("^1.2.3+build", "build-ignored", "^1.2.3+build"),
        (">=1.0.0-0 <2.0.0", "upper-bound-prerelease", "<2.0.0"),
        (">=1.0.0-0, <2", "upper-bound-prerelease", "<2"),
        (">=1.0.0 || <2.0.0", "everything", ">=1.0.0 || <2.0.0"),
        ("<1.0.0 || >=1.0.0", "everything", "<1.0.0 || >=1.0.0"),
        ("1.2.x-x", "prerelease-wildcard", "1.2.x-x"),
        ("1||2 - 3", "hyphen-behind-bars", "1||2 - 3"),
    ],
)
def test_traps(text: str, kind: str, part: str) -> None:
    assert found(text) == [(kind, part)]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        (">=1.0.0-0 <2.0.0", "prerelease-without-effect", ">=1.0.0-0"),
        ("!=1.2.3", "exclusion-takes-prereleases", "!=1.2.3"),
        (">=1.0.0-alpha <1.0.0", "nothing", ">=1.0.0-alpha <1.0.0"),
    ],
)
def test_traps_before_2_7(text: str, kind: str, part: str) -> None:
    assert found(text, FLUX_2_6) == [(kind, part)]


@given(ranges(), SEMANTICS)
def test_a_trap_lies_in_the_range_and_says_something(text: str, semantics: Semantics) -> None:
    chosen = Range.parse(text, semantics)
    if isinstance(chosen, Range):
        for trap in traps_of(chosen):
            assert 0 <= trap.start < trap.end <= len(text)
            assert trap.sentence
            assert trap.help


@given(ranges())
def test_a_range_of_the_help_is_free_of_the_trap(text: str) -> None:
    """What `upper-bound-prerelease` tells to write is right."""
    chosen = Range.parse(text)
    if isinstance(chosen, Range):
        for trap in traps_of(chosen):
            if trap.kind.value == "upper-bound-prerelease":
                mended = Range.parse(text[: trap.start] + trap.help[7:-1] + text[trap.end :])
                assert isinstance(mended, Range)
                assert trap.sentence not in {other.sentence for other in traps_of(mended)}
