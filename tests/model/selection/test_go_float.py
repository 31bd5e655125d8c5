"""Numbers as Go reads them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.selection.go_float import parse_float, parse_floats

ACCEPTED = {
    "0": 0.0,
    "017": 17.0,
    "+5": 5.0,
    "-5": -5.0,
    "5.": 5.0,
    "+.5": 0.5,
    "1e3": 1000.0,
    "1E+5": 100000.0,
    "1e-400": 0.0,
    "1_000": 1000.0,
    "1_23.50_0_0e+1_2": 1.235e14,
    "0x1p4": 16.0,
    "-0X1.8P-1": -0.75,
    "0x_1_2.3_4_5p+1_2": 74565.0,
    "0x.8p1": 1.0,
    "0x1p-2000": 0.0,
    "1e00000000000005": 100000.0,
    "1e-99999999999": 0.0,
    "0e99999999999": 0.0,
    "9007199254740993": 9007199254740992.0,
    "inf": math.inf,
    "+Inf": math.inf,
    "-INFINITY": -math.inf,
}
REFUSED = [
    *("", " ", " 5", "5 ", "5\n", "\n5", "\uff15", "\u0665", "1,000", "5f", "v5", "0b1", "0o17", "5.5.5"),
    *("--5", "+", ".", "e5", "1e", "1e+", "+nan", "-nan", "infinit", "infinityy", "1.#inf"),
    *("0x", "0x1F", "0x1.5", "0xp1", "0x.p1", "0x1p", "0x1e5", "+_5", "0_x1p1", "0x_.8p1"),
    *("_1", "1_", "1__2", "1_.5", "1._5", "1.5_e1", "1.5e_1", "1.5e+_1", "1.5e_-1", "1.5e+1__2", "1.5e12_"),
    *("0x__1p1", "0x1__2p1", "0x1_.3p1", "0x1._3p1", "0x1.3_p1", "0x1.3p1__2", "0x1.3p1_"),
    *("1e309", "-1e309", "1.797693134862315808e308", "0x1p1024", "0x1.fffffffffffff8p1023"),
    *("1e99999999999", "1" * 400, "1_" * 310 + "1", "\u0131nf", "nan\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), ACCEPTED.items())
def test_number(text: str, value: float) -> None:
    assert parse_float(text) == value


@pytest.mark.parametrize("text", ["nan", "NaN", "NAN"])
def test_unsigned_nan_is_a_number(text: str) -> None:
    value = parse_float(text)
    assert value is not None
    assert math.isnan(value)


@pytest.mark.parametrize("text", REFUSED)
def test_no_number(text: str) -> None:
    assert parse_float(text) is None


@given(st.lists(st.text("0123456789", max_size=320), max_size=4) | st.lists(st.text(max_size=5), max_size=4))
def test_many_at_once_are_read_as_each_alone(texts: list[str]) -> None:
    values, refused = parse_floats(texts)
    alone = [parse_float(text) for text in texts]
    assert [None if at in refused else repr(value) for at, value in enumerate(values)] == [
        value if value is None else repr(value) for value in alone
    ]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_writes_is_read_back(value: float) -> None:
    assert parse_float(repr(value)) == value
    assert parse_float(value.hex()) == value


@given(st.text("0123456789_.eE+-xXpPabfinINF ", max_size=12))
def test_nothing_is_read_that_python_reads_otherwise(text: str) -> None:
    """Decimal numbers without underscores mean the same to both."""
    value = parse_float(text)
    if value is not None and "x" not in text.lower() and "_" not in text:
        assert repr(value) == repr(float(text))
