"""What each deployment was: forward, back, come back, and what cannot be told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.deployments.deployed import MarkedValue
from ddlint.model.deployments.kind import Kind, kinds, moves
from ddlint.model.deployments.roll_back import Ending, roll_backs
from ddlint.model.marker import Form
from deployment_histories import IMAGE, READ, VALUE, track

M1, M2, M3 = (f"main-{letter * 7}-170000000{number}" for number, letter in enumerate("abc", 1))
P1, P2, P3 = (f"prod-{letter * 7}-2024010112000{number}" for number, letter in enumerate("abc", 1))


def words(values: str, value: MarkedValue = VALUE) -> str:
    """`values` has one word a commit, `-` for nothing."""
    names = {"M1": M1, "M2": M2, "M3": M3, "P1": P1, "P2": P2, "P3": P3, "-": ""}
    return " ".join(kinds(track([names.get(each, each) for each in values.split()], value), READ))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ("M1", "first"),
        ("M1 M2 M3", "first forward forward"),
        ("M1 M2 M1", "first forward roll-back"),
        ("M1 M2 M1 M2", "first forward roll-back come-back"),
        ("M1 M2 M3 M1 M2", "first forward forward roll-back come-back"),
        ("M1 M2 M1 M3", "first forward roll-back forward"),
        ("M2 M1", "first backward"),
        ("M1 M3 M2 M3", "first forward backward come-back"),
        ("v1.2.0 v1.10.0 1.9.0", "first forward backward"),
        ("v1.2.0-rc.1 v1.2.0 v1.2.0-rc.1", "first forward roll-back"),
        ("P1 P2 P1 P2", "first forward roll-back come-back"),
        ("P2 P1", "first backward"),
        ("P1 M2", "first sideways"),
        ("M1 v1.0.0 M1", "first sideways sideways"),
        ("M1 x M1 x", "first sideways sideways sideways"),
        ("pr-1-aaaaaaa-1700000001 pr-2-bbbbbbb-1700000002", "first sideways"),
        ("p-aaaaaaa-202401011200 p-bbbbbbb-202401011159", "first backward"),
        ("p-aaaaaaa-20240101-120000z p-bbbbbbb-20240102-110000z", "first forward"),
        ("p-aaaaaaa-20241301120000 p-bbbbbbb-20240102110000", "first sideways"),
        ("x y x y x", "first sideways roll-back come-back roll-back"),
        ("x y z x y", "first sideways sideways roll-back come-back"),
        ("M1 - M1", "first gone first"),
        ("M1 - M2", "first gone first"),
        ("M1 M2 - M1", "first forward gone roll-back"),
        ("M1 M2 M1 - M2", "first forward roll-back gone come-back"),
        ("M2 - M1", "first gone first"),
    ],
)
def test_kinds_of_tags(values: str, said: str) -> None:
    assert words(values) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ("g.io/a:v1.0.0 g.io/a:v1.1.0", "first forward"),
        ("g.io/a:v1.0.0 g.io/b:v1.0.0 g.io/b:v0.9.0", "first sideways backward"),
        ("g.io/a:v1@sha256:aa g.io/a:v1@sha256:bb", "first sideways"),
        ("g.io/a@sha256:aa g.io/a@sha256:bb g.io/a@sha256:aa", "first sideways roll-back"),
    ],
)
def test_kinds_of_whole_references(values: str, said: str) -> None:
    assert words(values, IMAGE) == said


def test_a_name_that_returns_rolls_nothing_back() -> None:
    assert (
        words("a b a b - a", replace(VALUE, form=Form.NAME)) == "first sideways sideways sideways gone first"
    )


def test_what_stood_there_before_the_first_known_deployment_counts() -> None:
    whole = track([M1, M2, M1, M2])
    part = replace(whole, deployed=whole.deployed[1:], is_whole=False)
    assert kinds(part, READ) == kinds(whole, READ)[1:]
    refs = track([f"ghcr.io/acme/a:{tag}" for tag in (M1, M2, M1)], IMAGE)
    assert kinds(replace(refs, deployed=refs.deployed[1:]), READ) == (Kind.FORWARD, Kind.ROLL_BACK)


@given(st.lists(st.sampled_from([M1, M2, M3, "x", "v1.0.0", ""]), min_size=1, max_size=12))
def test_a_value_returns_only_where_it_stood_before(values: list[str]) -> None:
    for number, kind in enumerate(kinds(track(values), READ)):
        before = [each for each in values[:number] if each]
        if kind in (Kind.ROLL_BACK, Kind.COME_BACK):
            assert values[number] in before
        elif kind in (Kind.FORWARD, Kind.BACKWARD):
            assert values[number] not in before
        assert (kind is Kind.GONE) == (not values[number])


@pytest.mark.parametrize(
    ("values", "ending", "lasted"),
    [
        ([M1, M2, M1], Ending.STANDS, None),
        ([M1, M2, M1, M2], Ending.CAME_BACK, 3600),
        ([M1, M2, M1, M3], Ending.WENT_ON, 3600),
        ([M1, M2, M1, ""], Ending.TAKEN_AWAY, 3600),
        ([M2, M3, M2, M1], Ending.WENT_BACK, 3600),
    ],
)
def test_what_became_of_a_roll_back(values: list[str], ending: Ending, lasted: int | None) -> None:
    found = track(values, hands=[3])
    judged, *_ = roll_backs(found, moves(found, READ))
    assert (judged.ending, judged.lasted, judged.by_hand) == (ending, lasted, True)
    assert (judged.old, judged.new) == (values[1], values[2])
    assert judged.was_put_back == (ending is Ending.CAME_BACK)
    assert judged.kept_marker == (ending is not Ending.TAKEN_AWAY)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ("1.2.3-alpine3.18 1.2.3-alpine3.19", "first forward"),
        ("1.2.4-alpine 1.2.3-bookworm", "first sideways"),
        ("1.2.4-alpine 1.2.3-alpine", "first backward"),
        ("v1.25.15-k3s2 v1.25.15-k0s.0", "first sideways"),
        ("v1.3.0-RC1 v1.2.0", "first backward"),
        ("v1.3.0-20240101 v1.3.0", "first forward"),
    ],
)
def test_variants_of_versions_are_lines_of_their_own(values: str, said: str) -> None:
    assert words(values) == said
