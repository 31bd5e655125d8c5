"""What an ImagePolicy lets in that it did not before."""

from __future__ import annotations

import pytest

from ddlint.model.accounts.reach import Reach
from ddlint.model.changes.looser import How, looser
from ddlint.model.place import FileSpan
from ddlint.model.selection.spec import PolicySpec


def semver(text: str, pattern: str = "", extract: str = "") -> PolicySpec:
    return PolicySpec(semver=text, pattern=pattern, extract=extract, has_filter=bool(pattern))


def numerical(pattern: str = "", extract: str = "$ts") -> PolicySpec:
    return PolicySpec(
        numerical="asc", pattern=pattern, extract=extract if pattern else "", has_filter=bool(pattern)
    )


def hows(old: PolicySpec, new: PolicySpec, unknown: str = "") -> list[How]:
    sides = (Reach("flux-system/api", FileSpan("a", 0, 0), each, unknown=unknown) for each in (old, new))
    return [each.how for each in looser(*sides)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (">=1.0.0", ">=1.0.0-0", [How.PRERELEASES]),
        (">=1.0.0", ">=1.0.0-0 <2.0.0", [How.PRERELEASES]),
        (">=1.0.0-0", ">=1.0.0", []),
        (">=1.0.0-0", ">=1.2.0-0", []),
        ("1.x", "1.x || 2.x", [How.MAJOR]),
        ("1.x", "2.x", [How.MAJOR]),
        ("1.x", ">=1.0.0", [How.MAJOR]),
        ("1.x", "*", [How.MAJOR]),
        ("^1.4.0", "^2.0.0-0", [How.PRERELEASES, How.MAJOR]),
        ("~1.4.0", "1.x", []),
        (">=1.0.0", "1.x", []),
        ("*", ">=0.0.0", []),
        (">=2.0.0", ">=1.0.0", []),
        ("1.x", "1.x", []),
        ("1.42.0", "1.x", []),
        ("nonsense", "*", []),
        ("1.x", "nonsense", []),
    ],
)
def test_ranges(old: str, new: str, found: list[How]) -> None:
    assert hows(semver(old), semver(new)) == found


MAIN = r"^main-[0-9a-f]+-(?P<ts>[0-9]{10})$"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (numerical(MAIN), numerical(r"^[a-z]+-[0-9a-f]+-(?P<ts>[0-9]{10})$"), [How.FILTER]),
        (numerical(MAIN), numerical(MAIN.removesuffix("$")), [How.FILTER]),
        (numerical(MAIN), numerical(r"^release-[0-9a-f]+-(?P<ts>[0-9]{10})$"), []),
        (numerical(MAIN), numerical(r"^main-[0-9a-f]{7}-(?P<ts>[0-9]{10})$"), []),
        (numerical(MAIN), numerical(MAIN.replace("?P<ts>", "?P<stamp>"), "$stamp"), []),
        (numerical(MAIN), numerical(), [How.NO_FILTER]),
        (semver("1.x", r"^v[0-9.]+$"), semver("1.x"), [How.NO_FILTER]),
        (semver("1.x"), semver("1.x", r"^v[0-9.]+$"), []),
        (semver("1.x"), PolicySpec(alphabetical="asc"), [How.PRERELEASES, How.NO_FILTER]),
        (semver("1.x", r"^v(?P<v>1\..*)$", "$v"), semver(">=1", r"^v(?P<v>1\..*)$", "$v"), []),
        (semver("1.x", r"^r-v(?P<v>.*)$", "$v"), semver(">=1", r"^r-v(?P<v>.*)$", "$v"), [How.MAJOR]),
    ],
)
def test_filters(old: PolicySpec, new: PolicySpec, found: list[How]) -> None:
    assert hows(old, new) == found


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert hows(semver("1.x"), semver("*"), unknown="variables") == []
