"""Names of release tags, and those that come close."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.release_name import near_miss, release_key
from ddlint.model.releases.release_tag import version_in

V = "v{version}"


@pytest.mark.parametrize(
    "name", ["v1.2.3", "v0.0.0", "v10.20.30", "v1.2.3-rc.1", "v1.2.3-0.a-b", "v1.2.3-a.0"]
)
def test_a_release(name: str) -> None:
    assert release_key(V, name) is not None


@pytest.mark.parametrize(
    "name",
    [
        "1.2.3", "V1.2.3", "v1.2", "v1", "v1.2.3.4", "v01.2.3", "v1.2.3-01", "v1.2.3+build", "v1.2.3-",
        "v1.2.3-a..b", "v1.2.3\n", "v\u0661.2.3", "", "v", "v" + "1" * 300 + ".0.0",
        "v99999999999999999999999.0.0",
    ],
)  # fmt: skip
def test_no_release(name: str) -> None:
    assert release_key(V, name) is None


def test_another_template() -> None:
    assert release_key("backend/{version}-final", "backend/1.2.3-final") == release_key(V, "v1.2.3")
    assert release_key("backend/{version}", "v1.2.3") is None


def test_order_is_that_of_semver() -> None:
    names = ["v1.0.0-alpha", "v1.0.0-alpha.1", "v1.0.0-rc.9", "v1.0.0-rc.10", "v1.0.0", "v1.0.10", "v1.2.0"]
    keys = [key for name in names if (key := release_key(V, name))]
    assert len(keys) == len(names)
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("v1.2", "v1.2.0"),
        ("v1.2-rc.1", "v1.2.0-rc.1"),
        ("V1.2.3", "v1.2.3"),
        ("v1.2.3.4", "v1.2.3"),
        ("v1.02.3", "v1.2.3"),
        ("v1.2.3rc1", "v1.2.3-rc.1"),
        ("v1.2.3_rc1", "v1.2.3-rc.1"),
        ("v1.2.3.rc1", "v1.2.3-rc.1"),
        ("v1.2.3-rc1", "v1.2.3-rc.1"),
        ("v1.2.3-RC01", "v1.2.3-RC.1"),
        ("v1.2.3-beta2", "v1.2.3-beta.2"),
        ("v1.2.3+build", "v1.2.3"),
        ("v1.2.3-rc.1+build", "v1.2.3-rc.1"),
    ],
)
def test_a_near_miss_comes_with_the_right_name(name: str, better: str) -> None:
    found = near_miss(V, name)
    assert found is not None
    assert found.better == better
    assert release_key(V, found.better) is not None
    assert near_miss(V, found.better) is None


def test_a_number_that_no_version_can_have_is_told() -> None:
    found = near_miss(V, f"v{10**30}.0.0")
    assert found is not None
    assert "2^64" in found.reason
    assert not found.better


@pytest.mark.parametrize(
    "name",
    [
        "v1.2.3", "v1.2.3-rc.1", "v1.2.3-rc", "v1", "latest", "1.2.3", "2026.01.31", "chart-1.2", "version-2",
        "v1.2.3-hotfix", "vendor", "v1.2.3-0a1b2c3", "v", "",
    ],
)  # fmt: skip
def test_other_names_are_left_alone(name: str) -> None:
    assert near_miss(V, name) is None


@given(
    st.text(max_size=40)
    | st.from_regex(r"[vV]?[0-9]{1,3}(\.[0-9]{1,3}){1,4}[-+_.a-z0-9]{0,9}", fullmatch=True)
)
def test_no_name_is_proposed_as_its_own_better(name: str) -> None:
    found = near_miss(V, name)
    assert found is None or (found.better != name and (not found.better or release_key(V, found.better)))


@given(
    st.from_regex(r"v?[0-9]{1,3}(\.[0-9]{1,3}){1,3}(-[-.a-z0-9]{0,9})?(\+[a-z0-9]{0,3})?\n?", fullmatch=True)
    | st.text(alphabet="v0123.-+rc", max_size=12)
)
def test_all_commands_mean_the_same_by_a_release_tag(name: str) -> None:
    assert (release_key(V, name) is None) == (version_in(V, name) is None)
