"""Versions and the bumps between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from semver import Version

from ddlint.model.releases.bump import Bump, Levels, between, left_out, next_version

NUMBERS = st.integers(0, 30)
VERSIONS = st.builds(Version, NUMBERS, NUMBERS, NUMBERS)
BUMPS = st.sampled_from([Bump.PATCH, Bump.MINOR, Bump.MAJOR])


@pytest.mark.parametrize(
    ("zero", "versions"),
    [
        ("major", ["0.1.3", "0.2.0", "1.0.0"]),
        ("minor", ["0.1.3", "0.2.0", "0.2.0"]),
        ("lower", ["0.1.3", "0.1.3", "0.2.0"]),
    ],
)
def test_below_one(zero: str, versions: list[str]) -> None:
    levels = Levels.of(zero=zero)
    found = [next_version(Version(0, 1, 2), bump, levels) for bump in (Bump.PATCH, Bump.MINOR, Bump.MAJOR)]
    assert [str(each) for each in found] == versions


def test_above_one_it_makes_no_difference() -> None:
    for zero in ("major", "minor", "lower"):
        assert str(next_version(Version(1, 2, 3), Bump.MAJOR, Levels.of(zero=zero))) == "2.0.0"


def test_the_first_version() -> None:
    assert str(next_version(None, Bump.MAJOR, Levels.of(first="1.0.0"))) == "1.0.0"


@given(VERSIONS, BUMPS)
def test_the_bump_between_a_version_and_the_next_is_what_was_asked(base: Version, bump: Bump) -> None:
    levels = Levels.of(zero="major")
    assert between(base, next_version(base, bump, levels)) is bump
    assert left_out(base, next_version(base, bump, levels)) is None


@given(VERSIONS, VERSIONS)
def test_what_was_left_out_lies_between(one: Version, other: Version) -> None:
    base, version = sorted([one, other])
    missing = left_out(base, version)
    if missing is not None:
        assert base < missing < version
        assert left_out(missing, version) is None


@pytest.mark.parametrize(
    ("base", "version", "missing"),
    [
        ("1.42.1", "1.42.2", None),
        ("1.42.1", "1.42.3", "1.42.2"),
        ("1.42.1", "1.44.0", "1.43.0"),
        ("1.42.1", "1.43.1", "1.43.0"),
        ("1.42.1", "2.0.0", None),
        ("1.42.1", "2.0.0-rc.1", None),
        ("1.42.1", "3.0.0", "2.0.0"),
        ("1.42.1", "2.1.0", "2.0.0"),
    ],
)
def test_left_out(base: str, version: str, missing: str | None) -> None:
    found = left_out(Version.parse(base), Version.parse(version))
    assert (str(found) if found else None) == missing
