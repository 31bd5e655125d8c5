"""Versions in tags: which texts are one, and how they are ordered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.semver import FLUX_2_5, FLUX_2_6, Fault, Semantics, Version
from ddlint.model.semver.version import Defect, tag_key, tag_keys, text_of

IDENTIFIER = st.from_regex(r"(?:0|[1-9][0-9]{0,20}|[0-9]*[A-Za-z-][0-9A-Za-z-]{0,4})", fullmatch=True)
VERSIONS = st.builds(
    lambda core, pre: ".".join(map(str, core)) + ("-" + ".".join(pre) if pre else ""),
    st.tuples(*[st.integers(0, 3)] * 3),
    st.lists(IDENTIFIER, max_size=3),
)


def read(text: str) -> Version:
    version = Version.parse(text)
    assert isinstance(version, Version), version
    return version


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("1.9.0", "1.10.0"),
        ("1.0.0-rc.1", "1.0.0"),
        ("1.0.0-rc10", "1.0.0-rc9"),
        ("1.0.0-rc.9", "1.0.0-rc.10"),
        ("1.0.0-9999999", "1.0.0-abc1234"),
        ("1.0.0-rc", "1.0.0-rc.0"),
        ("1.0.0-18446744073709551615", "1.0.0-18446744073709551616"),
        ("1.0.0-99999999999999999999", "1.0.0-rc"),
        ("1.0.0--a", "1.0.0-18446744073709551616"),
        ("1.0.0-18446744073709551615", "1.0.0--a"),
        ("1.2.3", "20240101.1.1"),
    ],
)
def test_order(lower: str, higher: str) -> None:
    assert read(lower).key < read(higher).key


@pytest.mark.parametrize("other", ["v1.2.3", "1.2.3+build.5", "01.2.3", "1.2.0003"])
def test_equal_versions(other: str) -> None:
    assert read(other).key == read("1.2.3").key


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("1", "is one number, Flux wants three"),
        ("v1.2", "has two numbers, Flux wants three"),
        ("V1.2.3", "begins with a capital `V`"),
        ("1.2.3.4", "has more than three numbers"),
        ("1.2.3-", "ends where a suffix should begin"),
        ("1.2.3_4", "has three numbers and then something that SemVer does not allow"),
        ("1.2-rc1", "has fewer than three numbers"),
        ("release-1.2.3", "is not a version"),
        ("latest", "is not a version"),
        ("1.2.3-0123456", "has a number that begins with a zero"),
        ("1.2.3-rc.01.x", "has a number that begins with a zero"),
        ("99999999999999999999.0.0", "has a number that is 2^64 or more"),
        ("1.2.3\n", "has three numbers and then something that SemVer does not allow"),
        ("1.2.\uff13", "is not a version"),
    ],
)
def test_tags_that_flux_does_not_see(tag: str, reason: str) -> None:
    fault = Version.parse(tag)
    assert isinstance(fault, Fault)
    assert fault.reason == reason
    assert tag_key(tag) is None


def test_three_parts_are_counted_before_the_text_is_read() -> None:
    assert read("1.2-rc.1").key == read("1.2.0-rc.1").key


def test_calendar_versions_are_invisible_to_flux_2_5() -> None:
    assert isinstance(Version.parse("2025.07.03", FLUX_2_6), Version)
    fault = Version.parse("2025.07.03", FLUX_2_5)
    assert isinstance(fault, Fault)
    assert fault.defect is Defect.LEADING_ZERO


def test_huge_numbers_are_refused_at_once() -> None:
    assert isinstance(Version.parse("9" * 100_000 + ".0.0"), Fault)
    assert read("0" * 100_000 + "1.0.0").core == (1, 0, 0)
    assert isinstance(read("1.0.0-" + "9" * 100_000), Version)


@given(VERSIONS)
def test_a_key_is_written_and_read_back(text: str) -> None:
    key = read(text).key
    assert text_of(key) == text
    assert tag_key("v" + text) == key


@given(
    st.lists(st.one_of(VERSIONS, st.text("0123.-v+rc\n", max_size=12)), max_size=5),
    st.sampled_from([FLUX_2_5, FLUX_2_6]),
)
def test_many_keys_at_once_are_those_one_by_one(tags: list[str], semantics: Semantics) -> None:
    assert tag_keys(tags, semantics) == [tag_key(tag, semantics) for tag in tags]


@given(VERSIONS, VERSIONS, VERSIONS)
def test_the_order_is_total(one: str, two: str, three: str) -> None:
    keys = sorted(read(text).key for text in (one, two, three))
    assert keys[0] <= keys[1] <= keys[2]
    assert keys[0] <= keys[2]
    assert (read(one).key == read(two).key) == (one == two)


@pytest.mark.parametrize(
    ("flux", "semantics"),
    [
        ("2.0", Semantics(group_wide=False)),
        ("2.4", Semantics(group_wide=False)),
        ("2.5", Semantics(group_wide=False, leading_zeros=False)),
        ("2.6", Semantics(group_wide=False)),
        ("2.7", Semantics()),
        ("2.10", Semantics()),
    ],
)
def test_flux_versions(flux: str, semantics: Semantics) -> None:
    assert Semantics.of(flux) == semantics
