"""Release tags are sorted by a key that is cheap, and means what comparing versions means."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from semver import Version

from ddlint.model.releases.release_tag import order, version_in

PRE = st.lists(st.sampled_from(["rc", "beta", "1", "9", "10", "rc9", "0a"]), max_size=3).map(".".join)
SMALL = st.integers(0, 2)
VERSIONS = st.builds(lambda a, b, c, pre: Version(a, b, c, pre or None), SMALL, SMALL, SMALL, PRE)


@given(VERSIONS, VERSIONS)
def test_the_key_orders_as_versions_do(one: Version, other: Version) -> None:
    assert (order(one) < order(other)) == (one < other)
    assert (order(one) == order(other)) == (one == other)


def test_a_number_that_no_version_of_flux_can_have_is_none() -> None:
    assert version_in("v{version}", f"v{2**64}.0.0") is None
    assert version_in("v{version}", f"v{2**64 - 1}.0.0") is not None
