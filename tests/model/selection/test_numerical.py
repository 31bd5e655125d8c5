"""Which number wins, in the order given and in every other."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.selection.go_float import parse_float
from ddlint.model.selection.numerical import numbers, written

KEYS = st.lists(
    st.sampled_from(["1", "1.0", "1.00", "2", "-0", "0", "nan", "NaN", "inf", "0x1p1", "-3"]),
    unique=True,
    max_size=5,
)
ORDERS = pytest.mark.parametrize("order", ["ASC", "DESC"])


def flux(keys: list[str], order: str) -> str:
    """The loop of the controller, said again."""
    latest, best = "", 0.0
    for index, key in enumerate(keys):
        value = parse_float(key)
        assert value is not None
        if index and (value < best if order == "ASC" else value > best):
            continue
        latest, best = key, value
    return latest


@ORDERS
@given(keys=KEYS.filter(bool))
def test_winner_in_the_order_given(order: str, keys: list[str]) -> None:
    found = numbers(order, keys, shuffled=False)
    assert [keys[index] for index in found.winners] == [flux(keys, order)]


@ORDERS
@given(keys=KEYS.filter(bool))
def test_winners_in_random_order_are_those_of_all_orders(order: str, keys: list[str]) -> None:
    found = numbers(order, keys, shuffled=True)
    possible = {flux(list(each), order) for each in permutations(keys)}
    assert {keys[index] for index in found.winners} == possible


@ORDERS
@given(keys=KEYS)
def test_every_number_is_sorted_once_and_a_sole_winner_first(order: str, keys: list[str]) -> None:
    found = numbers(order, keys, shuffled=False)
    assert sorted(found.best_first()) == list(range(len(keys)))
    assert found.best_first()[:1] == list(found.winners)


def test_one_key_that_is_no_number_fails_all() -> None:
    found = numbers("ASC", ["1", "x", "2", ""], shuffled=True)
    assert found.error == "failed to parse invalid numeric value 'x'"
    assert list(found.winners) == []
    assert found.best_first() == [2, 0]
    assert [index for index, _ in found.left_out()] == [1, 3]
    assert list(found.sorted_as()) == ["1", None, "2", None]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1700000001", "1700000001"),
        ("20240101123456782", "20240101123456784"),
        ("1.50", "1.5"),
        ("1e30", "1e+30"),
        ("-inf", "-inf"),
        ("NaN", "nan"),
        ("-0", "0"),
    ],
)
def test_number_is_shown_as_flux_compares_it(text: str, shown: str) -> None:
    value = parse_float(text)
    assert value is not None
    assert written(value) == shown


@ORDERS
@given(keys=KEYS.filter(bool))
def test_best_are_the_winners_of_all_orders(order: str, keys: list[str]) -> None:
    found = numbers(order, keys, shuffled=False)
    assert {keys[at] for at in found.best} == {flux(list(each), order) for each in permutations(keys)}
