"""Which keys a filter can extract."""

import pytest

from ddlint.model.filters.keys import Filter, Misfit, never_a_version, not_a_number, with_digits
from ddlint.model.regexp import Pattern, Width, compile_pattern


def filter_of(pattern: str, extract: str = "") -> Filter:
    compiled = compile_pattern(pattern)
    assert isinstance(compiled, Pattern)
    return Filter(compiled, extract)


@pytest.mark.parametrize(
    ("pattern", "extract"),
    [
        ("^main-[a-f0-9]+-(?P<ts>[0-9]+)", "$ts"),
        ("^main-(?P<ts>[0-9]{10})$", "$1"),
        ("^[0-9]+$", ""),
        ("^[0-9]+$", "$0"),
        ("^(?P<a>\\d+)\\.(?P<b>\\d+)$", "$a.$b"),
        ("^(?P<a>\\d+)\\.(?P<b>\\d+)?$", "$a$b"),
        ("^v(?P<n>[0-9]+(\\.[0-9]+)?)$", "$n"),
        ("^[^A-Za-z_.-]+$", ""),
        ("^-main$", "$0"),
        ("^(?:(?P<n>\\d+)-a|b-(?P<n>\\d+))$", "$n"),
    ],
)
def test_keys_that_are_always_numbers(pattern: str, extract: str) -> None:
    assert not_a_number(filter_of(pattern, extract)) is None


@pytest.mark.parametrize(
    ("pattern", "extract", "misfit"),
    [
        (
            "^main-[a-fA-F0-9]+-(?P<ts>.*)",
            "$ts",
            Misfit("main-1a2b3c4-1700000000-arm64", "1700000000-arm64", always=False),
        ),
        ("^main-(?P<ts>[0-9]+)$", "", Misfit("main-1700000000", "main-1700000000", always=True)),
        ("^main-(?P<ts>[0-9]+)$", "$ts-x", Misfit("main-1700000000", "1700000000-x", always=True)),
        ("^(\\d+)\\.(\\d+)\\.(\\d+)$", "$1.$2.$3", Misfit("1.2.3", "1.2.3", always=True)),
        ("^(?P<sha>[a-f0-9]{7})-\\d+$", "$sha", Misfit("1a2b3c4-1700000000", "1a2b3c4", always=False)),
        ("^main-(?P<n>[0-9]*)$", "$n", Misfit("main-", "", always=False)),
        ("[0-9]+", "", Misfit("1700000000-arm64", "1700000000-arm64", always=False)),
        ("^(?P<n>[a-z]+)$", "$n", Misfit("a", "a", always=False)),
        ("^(?P<n>[a-f]{2})$", "$n", Misfit("aa", "aa", always=True)),
    ],
)
def test_a_key_that_is_no_number(pattern: str, extract: str, misfit: Misfit) -> None:
    assert not_a_number(filter_of(pattern, extract)) == misfit


@pytest.mark.parametrize(
    ("pattern", "extract", "tag"),
    [
        ("^release-(.*)$", "", "release-x"),
        ("^main-[0-9]+$", "", "main-1700000000"),
        ("^main-(?P<ts>[0-9]+)$", "$ts", "main-1700000000"),
        ("^v(\\d+)\\.(\\d+)$", "$1.$2", "v1.2"),
    ],
)
def test_keys_that_are_never_versions(pattern: str, extract: str, tag: str) -> None:
    misfit = never_a_version(filter_of(pattern, extract))
    assert misfit is not None
    assert misfit.tag == tag


@pytest.mark.parametrize(
    ("pattern", "extract"),
    [
        ("^release-(.*)$", "$1"),
        (".*-rc.*", ""),
        ("", ""),
        ("^v(\\d+)\\.(\\d+)$", "$1.$2.0"),
        ("^(?P<v>[0-9.]+)-alpine$", "$v"),
        ("^v(\\d+)$", "$1.0.0+x"),
        ("^-x", ""),
    ],
)
def test_keys_that_may_be_versions(pattern: str, extract: str) -> None:
    assert never_a_version(filter_of(pattern, extract)) is None


def test_widths_of_references() -> None:
    found = filter_of("^(\\d{4})-(?P<m>\\d{1,2})?$", "$1$m$x")
    assert found.widths == (Width(4, 4), Width(1, 2), Width(0, 0))


@pytest.mark.parametrize(
    ("pattern", "extract", "mended"),
    [
        ("^main-[a-fA-F0-9]+-(?P<ts>.*)", "$ts", "^main-[a-fA-F0-9]+-(?P<ts>[0-9]+)$"),
        ("^main-(?<ts>.*)$", "$1", "^main-(?<ts>[0-9]+)$"),
        ("^main-([^-]+)-x$", "$1", "^main-([0-9]+)-x$"),
        ("^main-(?:(.+))$", "$1", "^main-(?:([0-9]+))$"),
        ("^main-(?P<n>[0-9]*)$", "$n", "^main-(?P<n>[0-9]+)$"),
        ("^(?P<sha>[a-f]+)$", "$sha", ""),
        ("^main-(.*)?$", "$1", ""),
        ("^main-(.*)$", "$1-x", ""),
        ("^main-.*$", "", ""),
        ("^main-.*$", "$0", ""),
        ("^(\\d+)\\.(\\d+)\\.(\\d+)$", "$1.$2.$3", ""),
    ],
)
def test_a_pattern_whose_key_is_digits(pattern: str, extract: str, mended: str) -> None:
    assert with_digits(filter_of(pattern, extract)) == mended
