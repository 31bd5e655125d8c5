"""The typing table of unquoted scalars, against what the parsers themselves said."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddlint.model.scalar_types import (
    Type,
    flux_quotes,
    go_yaml_v2,
    go_yaml_v3,
    is_string_everywhere,
    kubernetes_json,
)
from support import cases_dir

V2 = {
    Type.STRING: "string",
    Type.INT: "int",
    Type.FLOAT: "float64",
    Type.BOOL: "bool",
    Type.NULL: "<nil>",
    Type.MERGE: "string",
}
V3 = {
    Type.STRING: "!!str",
    Type.INT: "!!int",
    Type.FLOAT: "!!float",
    Type.BOOL: "!!bool",
    Type.NULL: "!!null",
    Type.TIMESTAMP: "!!timestamp",
    Type.MERGE: "!!merge",
}
NOT_PLAIN = {
    "-": "a sequence",
    "@x": "no token begins with @",
    "!x": "a tag without a value",
    "&x": "an anchor without a value",
    "*x": "an alias",
    "{}": "a mapping",
    '""': "quoted",
}


def _rows() -> list[dict[str, Any]]:
    loaded = json.loads((cases_dir() / "flux" / "yaml_scalars.json").read_text("utf-8"))
    rows: list[dict[str, Any]] = loaded["cases"]
    return [row for row in rows if row["value"] not in NOT_PLAIN]


def test_the_rows_are_there() -> None:
    assert len(_rows()) > 80


def test_go_yaml_v2_agrees_in_every_row() -> None:
    for row in _rows():
        assert V2[go_yaml_v2(row["value"])] == row["go_yaml_v2_type"], row["value"]


def test_go_yaml_v3_agrees_in_every_row() -> None:
    for row in _rows():
        assert V3[go_yaml_v3(row["value"])] == row["go_yaml_v3_tag"], row["value"]


def test_flux_quotes_what_it_quotes_in_every_row() -> None:
    for row in _rows():
        assert flux_quotes(row["value"]) == row["kyaml_flux_quotes_it"], row["value"]


def test_json_is_what_kubernetes_gets_in_every_row() -> None:
    for row in _rows():
        said = row["sigs_yaml_json"]
        got = kubernetes_json(row["value"])
        assert (f'{{"tag":{got}}}' if got else "") == ("" if said.startswith("error") else said), row["value"]


@pytest.mark.parametrize("value", ["08", "09", "-0o7", "0b101", "0x", "1e5_0", "12e3", "+1_0", ".5", "5."])
def test_numbers_by_any_reader_need_quotes(value: str) -> None:
    assert is_string_everywhere(value) is (value == "0x")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-01-01", Type.TIMESTAMP),
        ("2024-02-30", Type.STRING),
        ("2024-1-1T1:2:3Z", Type.TIMESTAMP),
        ("2024-01-01T00:00:00+01:00", Type.TIMESTAMP),
        ("2024-01-01 00:00:00+01:00", Type.STRING),
        ("2024-01-01T00:00:00", Type.STRING),
        ("2024-01-01T24:00:00Z", Type.STRING),
        ("0000-02-29", Type.TIMESTAMP),
    ],
)
def test_dates_as_go_parses_them(value: str, expected: Type) -> None:
    assert go_yaml_v3(value) is expected
    assert go_yaml_v2(value) is Type.STRING


@pytest.mark.parametrize("value", ["main-abc1234-1700000000", "v1.2.3", "1.2.3", "latest", "1a2b3c4", "e12"])
def test_usual_tags_are_strings(value: str) -> None:
    assert is_string_everywhere(value)
    assert not flux_quotes(value)


@given(st.from_regex(r"[-+.0-9a-fA-FxXoOeE_:TZ ]{1,30}", fullmatch=True))
def test_every_text_has_a_type_and_what_is_no_string_has_json_or_none(value: str) -> None:
    found = go_yaml_v2(value)
    text = kubernetes_json(value)
    assert (found is Type.STRING) == text.startswith('"')
    if text:
        json.loads(text)
