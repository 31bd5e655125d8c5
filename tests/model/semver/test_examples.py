"""Examples of what a range admits, and the proof that there is none."""

import pytest
from hypothesis import given

from ddlint.model.semver import FLUX_2_6, FLUX_2_7, Range, Semantics, Version
from ddlint.model.semver.examples import changed_in_2_7, example_prerelease, example_release
from semver_ranges import SEMANTICS, TAGS, ranges


def read(text: str, semantics: Semantics = FLUX_2_7) -> Range:
    chosen = Range.parse(text, semantics)
    assert isinstance(chosen, Range)
    return chosen


@pytest.mark.parametrize(
    ("text", "release", "prerelease"),
    [
        (">=1.0.0", "1.0.0", None),
        (">=1.0.0-0", "1.0.0", "2.0.0-rc.1"),
        (">=1.0.0-0 <2.0.0", "1.0.0", "2.0.0-rc.1"),
        (">=1.0.0-0 <2.0.0-0", "1.0.0", "1.1.0-rc.1"),
        ("^1.x-0", "1.0.0", "1.1.0-rc.1"),
        ("~1.2.0-0", "1.2.0", "1.2.1-rc.1"),
        ("*-0", "1.0.0", "1.0.0-rc.1"),
        ("1.2.3-alpine", None, "1.2.3-alpine"),
        ("1.2.3 1.2.4", None, None),
        (">=1.0.0-beta <1.0.0-beta.0", None, "1.0.0-beta"),
        (">1.0.0-beta <1.0.0-beta.0", None, None),
        (">1.0.0-beta <=1.0.0-beta.0", None, "1.0.0-beta.0"),
        (">1.0.0 <1.0.1-0", None, None),
        (">=1.0.0-0 <1.0.0-beta", None, "1.0.0-alpha.1"),
        (">=1.0.0-0 <1.0.0-1", None, "1.0.0-0"),
        (">=1.2.3-0 <1.2.3-1 !=1.2.x-0 !=1.2.x-0.0", None, "1.2.3-0.0.0"),
        ("<0", None, None),
        ("<0-z", None, "0.0.0-rc.1"),
        (">1.2.3 <1.2.5 !=1.2.4", None, None),
        ("~1.2.x !=1.2.x", None, None),
        ("~1.2.x-0 !=1.2.x", None, "1.2.1-rc.1"),
        (">=1.2.18446744073709551615 !=1.2.18446744073709551615", "1.3.0", None),
        (">18446744073709551615.18446744073709551615.18446744073709551615", None, None),
        (">18446744073709551615", None, None),
        ("1.2.3 1.2.4 || ^2.0.0", "2.0.0", None),
    ],
)
def test_examples(text: str, release: str | None, prerelease: str | None) -> None:
    chosen = read(text)
    assert (str(example_release(chosen) or ""), str(example_prerelease(chosen) or "")) == (
        release or "",
        prerelease or "",
    )


@given(ranges(), SEMANTICS)
def test_an_example_is_admitted_and_none_means_none(text: str, semantics: Semantics) -> None:
    chosen = Range.parse(text, semantics)
    if not isinstance(chosen, Range):
        return
    for example, tags in (
        (example_release(chosen), [tag for tag in TAGS if not tag.is_prerelease]),
        (example_prerelease(chosen), [tag for tag in TAGS if tag.is_prerelease]),
    ):
        if example is None:
            assert not any(chosen.admits(tag) for tag in tags)
        else:
            assert Version.parse(example.text) == example
            assert example.is_prerelease == tags[0].is_prerelease
            assert chosen.admits(example)


@given(ranges())
def test_a_change_is_one(text: str) -> None:
    old, new = Range.parse(text, FLUX_2_6), Range.parse(text, FLUX_2_7)
    if isinstance(old, Range) and isinstance(new, Range):
        changed = changed_in_2_7(old)
        if changed is None:
            assert [tag for tag in TAGS if old.admits(tag) != new.admits(tag)] == []
        else:
            assert old.admits(changed) != new.admits(changed)
