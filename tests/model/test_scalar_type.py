"""The typing table against what go-yaml v2, go-yaml v3 and sigs.k8s.io/yaml really do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ddlint.model.scalar_type import Kind, type_of
from support import cases_dir

NOT_SCALARS = {"-", "@x", "!x", "&x", "*x", "{}", '""', "<<"}
APPLIED = {"float64": Kind.FLOAT, "int": Kind.INT, "bool": Kind.BOOL, "<nil>": Kind.NULL, "string": Kind.STR}


def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((cases_dir() / "flux" / "yaml_scalars.json").read_text())["cases"]
    return [row for row in rows if row["value"] not in NOT_SCALARS]


def test_the_types_of_every_recorded_value_are_those_of_the_go_readers() -> None:
    wrong = {
        row["value"]: (type_of(row["value"]).applied, type_of(row["value"]).flux)
        for row in _rows()
        if (type_of(row["value"]).applied, f"!!{type_of(row['value']).flux}")
        != (APPLIED[row["go_yaml_v2_type"]], row["go_yaml_v3_tag"])
    }
    assert wrong == {}


def test_the_value_of_every_recorded_number_is_the_one_that_reaches_the_cluster() -> None:
    wrong = {}
    for row in _rows():
        kind = type_of(row["value"])
        if kind.applied in (Kind.INT, Kind.FLOAT, Kind.BOOL) and row["sigs_yaml_json"].startswith("{"):
            recorded = json.loads(row["sigs_yaml_json"])["tag"]
            if float(json.loads(kind.value)) != float(recorded):
                wrong[row["value"]] = (kind.value, recorded)
    assert wrong == {}


@pytest.mark.parametrize(
    "text", ["v1.10", "main-abc1234-1700000000", "1.2.3", "_1", "2024-13-01", "0x", "1e1000"]
)
def test_ordinary_tags_are_strings(text: str) -> None:
    assert type_of(text).applied is Kind.STR
    assert type_of(text).flux is Kind.STR
