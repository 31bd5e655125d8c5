"""What a policy makes of one tag."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.selection.evaluate import select
from ddlint.model.selection.fate import Fate, Judged, judge_of
from ddlint.model.selection.refused import STALLED
from ddlint.model.selection.spec import PolicySpec

NUMBERS = PolicySpec(numerical="", pattern=r"^main-(?P<ts>[0-9x]+)", extract="$ts", has_filter=True)
RELEASES = PolicySpec(semver=">=1.0.0", pattern="^v", has_filter=True)


@pytest.mark.parametrize(
    ("spec", "tag", "expected"),
    [
        (NUMBERS, "main-5", Judged(Fate.SORTED, "5")),
        (NUMBERS, "main-5x", Judged(Fate.NOT_SORTABLE, "5x", "is not a number")),
        (NUMBERS, "dev-5", Judged(Fate.UNMATCHED, "", "is not matched by the filter")),
        (RELEASES, "v1.2.3", Judged(Fate.SORTED, "v1.2.3")),
        (RELEASES, "v0.2.3", Judged(Fate.OUTSIDE, "v0.2.3", "is too low for `>=1.0.0`")),
        (RELEASES, "v1.2", Judged(Fate.NOT_SORTABLE, "v1.2", "has two numbers, Flux wants three")),
        (RELEASES, "1.2.3", Judged(Fate.UNMATCHED, "", "is not matched by the filter")),
        (PolicySpec(alphabetical=""), "x", Judged(Fate.SORTED, "x")),
        (PolicySpec(), "x", Judged(Fate.UNKNOWN)),
        (PolicySpec(semver="nope"), "1.0.0", Judged(Fate.UNKNOWN)),
        (PolicySpec(numerical="nope"), "1", Judged(Fate.UNKNOWN)),
        (PolicySpec(numerical="", pattern="(", has_filter=True), "1", Judged(Fate.UNKNOWN)),
    ],
)
def test_fate(spec: PolicySpec, tag: str, expected: Judged) -> None:
    assert judge_of(spec, "2.7")(tag) == expected


SPECS = st.builds(
    PolicySpec,
    semver=st.none() | st.sampled_from(["*", ">=1.0.0-0", "nope"]),
    alphabetical=st.none() | st.sampled_from(["", "no"]),
    numerical=st.none() | st.just(""),
    pattern=st.sampled_from(["", "^main-", r"^main-(\d+)", "^v?(.*)$", "("]),
    extract=st.sampled_from(["", "$1", "k"]),
    has_filter=st.booleans(),
)


@given(SPECS, st.sampled_from(["1", "v1.2.3", "0.1.0", "x", "main-1", "main-1-x", "2.0.0-rc.1", "nan"]))
def test_fate_is_what_flux_does_with_that_tag_alone(spec: PolicySpec, tag: str) -> None:
    fate = judge_of(spec, "2.7")(tag).fate
    found = select(spec, [tag], flux="2.7")
    assert (fate is Fate.SORTED) == (found.latest == tag)
    assert (fate is Fate.UNKNOWN) == (found.kind == STALLED)
