import json

import jsonschema
import pytest

from ddlint.config.schema import schema
from support import ROOT

VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"select": ["all"], "ignore": ["DDF001"], "fail_on": "warning", "severity": {"DDM016": "error"}},
        {"overrides": [{"paths": ["charts/**"], "ignore": ["markers"]}]},
        {"commits": {"types": ["feat"], "exempt": {"authors": ["*bot*"]}}, "flux": {"version": "2.6"}},
    ],
)
def test_configuration_is_accepted(config: object) -> None:
    VALIDATOR.validate(config)


@pytest.mark.parametrize(
    "config",
    [
        {"selct": ["all"]},
        {"select": "all"},
        {"fail_on": "fatal"},
        {"severity": {"DDM016": "fatal"}},
        {"overrides": [{"ignore": ["markers"]}]},
        {"commits": {"max_header_length": "72"}},
        {"commits": {"exempt": {"author": []}}},
    ],
)
def test_configuration_is_refused(config: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(config)


def test_every_setting_is_described() -> None:
    def undescribed(node: dict[str, object], route: str = "") -> list[str]:
        properties = node.get("properties") or {}
        assert isinstance(properties, dict)
        missing = [f"{route}{name}" for name, value in properties.items() if not described(value)]
        return missing + [
            lost for name, value in properties.items() for lost in undescribed(value, f"{route}{name}.")
        ]

    def described(value: dict[str, object]) -> bool:
        return bool(value.get("description")) or "properties" in value

    assert undescribed(schema()) == []


def test_the_schema_in_the_repository_is_current() -> None:
    text = (ROOT / "schemas" / "config.schema.json").read_text()
    assert json.loads(text) == schema(), "run `make docs` and commit what it writes"


@pytest.mark.parametrize(
    "config",
    [{"commits": {"max_header_length": -1}}, {"commits": {"types": []}}, {"flux": {"version": "v2"}}],
)
def test_values_out_of_range_are_refused(config: object) -> None:
    assert not VALIDATOR.is_valid(config)
