"""What Flux selects, and what is said of every tag."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.selection.evaluate import Selection, select
from ddlint.model.selection.refused import DECLINED, FAILED, STALLED
from ddlint.model.selection.spec import PolicySpec
from ddlint.model.selection.verdicts import State, Verdict, verdicts

NUMBERS = PolicySpec(numerical="asc", pattern=r"^main-(?P<ts>[0-9]+)", extract="$ts", has_filter=True)


def verdict_of(tag: str, selection: Selection) -> Verdict:
    (found,) = (verdict for verdict in verdicts(selection) if verdict.tag == tag)
    return found


def test_signatures_are_excluded_by_default() -> None:
    found = select(PolicySpec(alphabetical="asc"), ["a", "sha256-0.sig"], flux="2.7")
    assert found.latest == "a"
    assert verdict_of("sha256-0.sig", found).state is State.EXCLUDED


def test_exclusion_list_replaces_the_default() -> None:
    found = select(PolicySpec(alphabetical="asc"), ["a", "b", "z.sig"], flux="2.7", exclusions=["b"])
    assert found.latest == "z.sig"
    assert verdict_of("b", found).reason == "excluded by 'b' of the ImageRepository"


def test_empty_exclusion_list_is_the_default() -> None:
    found = select(PolicySpec(alphabetical="asc"), ["a", "z.sig"], flux="2.7", exclusions=[])
    assert found.latest == "a"


def test_exclusion_that_does_not_compile_fails() -> None:
    found = select(PolicySpec(alphabetical="asc"), ["a"], flux="2.7", exclusions=["("])
    assert (found.error, found.kind) == (
        "failed to compile regex (: error parsing regexp: missing closing ): `(`",
        FAILED,
    )


def test_first_fault_is_that_of_the_policy() -> None:
    spec = PolicySpec(semver="nope", pattern="(", has_filter=True)
    found = select(spec, [], flux="2.7")
    assert (found.error, found.kind) == ('improper constraint: "nope"', STALLED)


@pytest.mark.parametrize(
    "spec",
    [
        PolicySpec(semver=" || ".join(["1.x"] * 10_000)),
        PolicySpec(semver="1" * 1_000_000),
        PolicySpec(numerical="", pattern="a" * 2_000_000, has_filter=True),
    ],
)
def test_what_is_too_large_is_declined(spec: PolicySpec) -> None:
    assert select(spec, ["1"], flux="2.7").kind == DECLINED


def test_older_go_does_not_know_named_groups_without_p() -> None:
    spec = PolicySpec(numerical="", pattern=r"(?<n>\d+)", extract="$n", has_filter=True)
    assert select(spec, ["1"], flux="2.3").latest == "1"
    assert select(spec, ["1"], flux="2.2").kind == STALLED


def test_tag_with_the_key_of_another_is_explained() -> None:
    found = select(NUMBERS, ["main-5", "main-7", "main-7-arm64"], flux="2.7")
    assert found.latest == "main-7-arm64"
    shadowed = verdict_of("main-7", found)
    assert (shadowed.state, shadowed.key) == (State.SHADOWED, "7")
    assert shadowed.reason == "has the key of main-7-arm64, which is listed later"


def test_best_come_first_then_those_that_are_out() -> None:
    tags = ["x.sig", "other", "main-1", "main-30", "main-4", "main-30-b"]
    states = [(verdict.tag, verdict.state.value) for verdict in verdicts(select(NUMBERS, tags, flux="2.7"))]
    assert states == [
        ("main-30-b", "selected"),
        ("main-4", "behind"),
        ("main-1", "behind"),
        ("main-30", "shadowed"),
        ("other", "unmatched"),
        ("x.sig", "excluded"),
    ]


def test_order_of_the_list_is_named_where_it_decides() -> None:
    found = select(PolicySpec(numerical="asc"), ["1.0", "1", "0"], flux="2.7")
    assert [(verdict.tag, verdict.reason) for verdict in verdicts(found)] == [
        ("1", "selected"),
        ("1.0", "the same number as 1: the order of the list decides"),
        ("0", "sorts behind"),
    ]


def test_chance_is_named_where_it_decides() -> None:
    spec = PolicySpec(semver="*", pattern="", has_filter=True)
    found = select(spec, ["v1.2.3", "1.2.3", "1.0.0"], flux="2.7")
    assert (found.latest, found.nondeterministic) == (None, ("1.2.3", "v1.2.3"))
    assert verdict_of("v1.2.3", found).state is State.MAY_BE_SELECTED
    assert "chance decides" in verdict_of("1.2.3", found).reason


def test_failing_policy_still_explains_its_tags() -> None:
    found = select(PolicySpec(numerical="asc"), ["1", "latest"], flux="2.7")
    assert found.latest is None
    assert [(verdict.tag, verdict.reason) for verdict in verdicts(found)] == [
        ("1", "sorted, but the policy fails"),
        ("latest", "is not a number, which fails the whole policy"),
    ]


TAGS = st.lists(
    st.sampled_from(
        [
            "1",
            "1.0",
            "01",
            "nan",
            "v1.2.3",
            "1.2.3",
            "x",
            "a.sig",
            "main-1",
            "main-1-x",
            "main-2",
            "2.0.0-rc.1",
        ]
    ),
    unique=True,
    max_size=5,
)
SPECS = st.builds(
    PolicySpec,
    semver=st.none() | st.sampled_from(["*", ">=1.0.0-0", "nope"]),
    alphabetical=st.none() | st.sampled_from(["", "desc", "no"]),
    numerical=st.none() | st.sampled_from(["", "DESC"]),
    pattern=st.sampled_from(["", "^main-", r"^main-(\d+)", "^v?(.*)$", "("]),
    extract=st.sampled_from(["", "$1", "$none", "k"]),
    has_filter=st.booleans(),
)


@given(SPECS, TAGS)
def test_every_tag_is_explained_once(spec: PolicySpec, tags: list[str]) -> None:
    found = select(spec, tags, flux="2.7")
    explained = sorted(verdict.tag for verdict in verdicts(found))
    assert explained == (sorted(tags) if found.kind != STALLED else [])


@given(SPECS, TAGS)
def test_one_answer_at_most(spec: PolicySpec, tags: list[str]) -> None:
    found = select(spec, tags, flux="2.7")
    assert sum([found.latest is not None, bool(found.error), bool(found.nondeterministic)]) == 1
    chosen = {verdict.tag for verdict in verdicts(found) if verdict.state in {"selected", "may-be-selected"}}
    assert chosen == ({found.latest} if found.latest else set(found.nondeterministic))


@given(SPECS, TAGS)
def test_without_equal_keys_the_order_of_a_filtered_list_is_no_matter(
    spec: PolicySpec, tags: list[str]
) -> None:
    first = select(spec, tags, flux="2.7")
    if spec.has_filter and not first.filtered.shadowed and not first.error:
        assert {
            (found.latest, found.nondeterministic)
            for found in (select(spec, order, flux="2.7") for order in permutations(tags))
        } == {(first.latest, first.nondeterministic)}
