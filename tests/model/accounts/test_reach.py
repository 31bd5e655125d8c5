"""What a policy can select: examples that hold, and proofs that there are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.accounts.reach import Reach, examples_of
from ddlint.model.accounts.release import release_of
from ddlint.model.place import FileSpan
from ddlint.model.selection import PolicySpec, select

VERSION = r"[0-9]+\.[0-9]+\.[0-9]+"


def filtered(pattern: str, extract: str = "", **policy: str) -> PolicySpec:
    return PolicySpec(**policy, pattern=pattern, extract=extract, has_filter=True)


ADMITTING = [
    ("2.6", PolicySpec(semver=">=1.0.0-0"), "v2.0.0-rc.1"),
    ("2.7", PolicySpec(semver=">=1.0.0-0"), "v2.0.0-rc.1"),
    ("2.7", PolicySpec(semver=">=1.0.0-0 <2.0.0"), "v2.0.0-rc.1"),
    ("2.7", PolicySpec(semver="^1.x-0"), None),
    ("2.6", PolicySpec(semver="!=1.2.3"), None),
    ("2.7", PolicySpec(semver="1.x || >=3.0.0-alpha"), None),
    ("2.7", PolicySpec(alphabetical="asc"), "v2.0.0-rc.1"),
    ("2.7", filtered("^v", alphabetical="asc"), "v2.0.0-rc.1"),
    ("2.7", filtered(r"(?P<n>[0-9]+)$", "$n", numerical="asc"), "v2.0.0-rc.1"),
    ("2.7", filtered(rf"^v{VERSION}(-rc\.[0-9]+)?$", semver=">=1.0.0-0"), "v2.0.0-rc.1"),
    ("2.7", filtered(rf"^v(?P<v>{VERSION})-rc\.[0-9]+$", "$v", semver=">=1.0.0"), None),
    ("2.7", filtered(rf"v(?P<v>{VERSION})", "$v", semver=">=1.0.0"), None),
    ("2.7", filtered(rf"^v{VERSION}-uat\.[0-9]+$", semver=">=1.0.0-0"), None),
]
NEVER = [
    ("2.7", PolicySpec(semver=">=1.0.0")),
    ("2.7", PolicySpec(semver="*")),
    ("2.6", PolicySpec(semver=">=1.0.0-0 <2.0.0")),
    ("2.7", PolicySpec(semver=">=1.0.0-0 <1.0.0-0")),
    ("2.7", PolicySpec(numerical="asc")),
    ("2.7", filtered(rf"^v{VERSION}$", semver=">=1.0.0-0")),
    ("2.7", filtered(rf"^v(?P<v>{VERSION})$", "$v", semver=">=1.0.0-0")),
    ("2.7", filtered(r"^main-[a-f0-9]{7}-(?P<ts>[0-9]+)$", "$ts", numerical="asc")),
]


@pytest.mark.parametrize(("flux", "spec", "example"), ADMITTING)
def test_a_policy_that_takes_pre_releases_is_shown_with_one_that_it_selects(
    flux: str, spec: PolicySpec, example: str | None
) -> None:
    found = examples_of(spec, (), flux)
    assert not found.never
    release = release_of(found.prerelease)
    assert release is not None
    assert release.is_candidate
    assert select(spec, [found.prerelease], flux=flux).latest == found.prerelease
    assert example in (None, found.prerelease)


@pytest.mark.parametrize(("flux", "spec"), NEVER)
def test_a_policy_that_never_takes_one_is_told_so(flux: str, spec: PolicySpec) -> None:
    found = examples_of(spec, (), flux)
    assert found.never
    assert found.prerelease == ""


def test_what_the_repository_excludes_is_never_selected() -> None:
    spec = PolicySpec(semver=">=1.0.0-0")
    assert examples_of(spec, ("-rc",), "2.7").prerelease == "v2.0.0-beta.1"
    assert examples_of(spec, ("-",), "2.7").never


@pytest.mark.parametrize("spec", [PolicySpec(semver="latest"), PolicySpec(), filtered("(", semver="1.x")])
def test_a_policy_that_is_wrong_selects_nothing_and_proves_nothing(spec: PolicySpec) -> None:
    found = examples_of(spec, (), "2.7")
    assert (found.invalid, found.never, found.prerelease) == (True, False, "")


@given(
    st.sampled_from([">=", ">", "<", "<=", "^", "~", "=", "!="]),
    st.tuples(*[st.integers(0, 3)] * 3),
    st.sampled_from(["", "-0", "-rc.1"]),
    st.sampled_from(["2.6", "2.7"]),
)
def test_never_is_never_wrong(operator: str, core: tuple[int, int, int], suffix: str, flux: str) -> None:
    spec = PolicySpec(semver=f"{operator}{'.'.join(map(str, core))}{suffix}")
    found = examples_of(spec, (), flux)
    tags = [
        f"{a}.{b}.{c}-{end}" for a in range(5) for b in (0, 1) for c in (0, 3) for end in ("alpha", "rc.2")
    ]
    selected = select(spec, tags, flux=flux).latest
    assert not (found.never and selected)
    assert not (selected and not found.prerelease)


@pytest.mark.parametrize(
    ("limits", "tag", "after"),
    [
        (">=1.0.0", "v1.42.2", "v1.42.3"),
        (">=1.0.0-0", "v1.42.2", "v1.43.0-rc.1"),
        (">=1.0.0", "v1.43.0-rc.1", "v1.43.0"),
        ("1.42.x", "1.42.2", "1.42.3"),
        (">=2.0.0", "main-1a2b3c4-1700000000", "v2.0.0"),
    ],
)
def test_what_could_come_next(limits: str, tag: str, after: str) -> None:
    assert Reach("ns/p", FileSpan("p.yaml", 0, 0), PolicySpec(semver=limits)).after(tag) == after


@pytest.mark.parametrize(
    ("tag", "candidate"),
    [
        ("v2.0.0-rc.1", True),
        ("2.0.0-beta", True),
        ("2.0.0-1", True),
        ("v2.0.0", False),
        ("7.2.4-alpine", False),
        ("7.2.4-alpine3.20", False),
        ("1.2.3-debian-12-r1", False),
        ("1.2.3-rc.1-alpine", True),
        ("v2.0", None),
        ("main-1a2b3c4-1700000000", None),
        ("v2.0.0-rc.01", None),
        ("01.2.3", None),
    ],
)
def test_which_tags_are_candidates(tag: str, candidate: bool | None) -> None:
    release = release_of(tag)
    assert (release.is_candidate if release is not None else None) == candidate
