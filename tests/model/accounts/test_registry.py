"""The registry: what is read of it, with places, and that the schema says the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ddlint.model.accounts.account import Active
from ddlint.model.accounts.registry import Keys, Registry, Unusable
from ddlint.model.accounts.registry_reading import read_registry
from support import ROOT

SCHEMA = json.loads((ROOT / "schemas" / "accounts.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
KEYS = st.sampled_from(["code", "is_uat", "active", "project"])
VALUES: st.SearchStrategy[Any] = st.sampled_from([True, False, None, "yes", "acme", "", " ", 1, 0.5, [], {}])
ENTRIES = st.one_of(st.dictionaries(KEYS, VALUES), VALUES)
LISTS = st.lists(ENTRIES, max_size=3)
OBJECTS = st.dictionaries(st.sampled_from(["acme", "beta"]), ENTRIES)


def registry(value: Any, keys: Keys | None = None, path: str = "accounts.json") -> Registry:
    text = value if isinstance(value, str) else json.dumps(value)
    return read_registry(path, text.encode(), keys or Keys())


def is_flawless(found: Registry) -> bool:
    """Whether each entry is, one that is listed again too: that it is, is beyond what JSON Schema can say."""
    entries = [*found.entries.values(), *(each.again for each in found.twice)]
    return not found.violations and all(each.said.value is not None for each in entries)


@example([{"code": "yes", "is_uat": True}, {"code": "yes"}])
@given(st.one_of(LISTS, OBJECTS))
def test_it_says_the_same_as_the_schema(value: Any) -> None:
    if isinstance(value, dict):
        value = {code: entry for code, entry in value.items() if _is_listed_as(code, entry)}
    try:
        found = registry(value)
    except Unusable:
        assert not VALIDATOR.is_valid(value)
        return
    assert is_flawless(found) == VALIDATOR.is_valid(value)


def _is_listed_as(code: str, entry: object) -> bool:
    """A code that contradicts its key is beyond what JSON Schema can say."""
    return not isinstance(entry, dict) or entry.get("code", code) in (code, None, "", " ", 1, [])


@given(LISTS, st.sampled_from([None, 1, 2]))
def test_json_is_read_alike_however_it_is_laid_out(value: list[Any], indent: int | None) -> None:
    compact, laid_out = registry(value), registry(json.dumps(value, indent=indent))
    assert list(compact.entries) == list(laid_out.entries)
    assert [each.message for each in compact.violations] == [each.message for each in laid_out.violations]


@given(LISTS)
def test_places_are_those_of_the_values(value: list[Any]) -> None:
    found = registry(json.dumps(value, indent=1))
    for entry in found.entries.values():
        assert found.text[entry.span.start : entry.span.end] == json.dumps(entry.code)
        assert entry.line == found.text.count("\n", 0, entry.span.start) + 1
        if entry.said.value is not None:
            assert found.text[entry.said.span.start : entry.said.span.end] == json.dumps(entry.said.value)
            assert entry.said.line == found.text.count("\n", 0, entry.said.span.start) + 1


def test_yaml_says_the_same_as_json() -> None:
    text = "- code: acme\n  is_uat: true\n- {code: beta, is_uat: false, active: false}\n"
    found = registry(text, path="accounts.yaml")
    assert {code: each.said.value for code, each in found.entries.items()} == {"acme": True, "beta": False}
    active = found.entries["beta"].active
    assert isinstance(active, Active)
    assert not active.value
    assert found.entries["beta"].line == 3


@pytest.mark.parametrize("word", ["yes", "on", "'true'", "1", "~", "null", "y", "True1"])
def test_yaml_that_is_not_plainly_true_or_false_is_neither(word: str) -> None:
    found = registry(f"acme: {{is_uat: {word}}}\n", path="accounts.yml")
    assert found.entries["acme"].said.value is None
    assert found.entries["acme"].said.fault


def test_keys_are_routes() -> None:
    keys = Keys("metadata.name", "metadata.labels.is_uat", "status.active", "items")
    entry = {"metadata": {"name": "acme", "labels": {"is_uat": True}}, "status": {"active": True}}
    found = registry({"kind": "List", "items": [entry]}, keys)
    assert found.entries["acme"].said.value is True
    assert found.entries["acme"].active is not None
    assert not found.violations


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[{"code": "acme", "is_uat": true, "is_uat": false}]', "stands here twice"),
        ('[{"is_uat": true}]', "has no 'code'"),
        ('[{"code": 7, "is_uat": true}]', "is the number 7"),
        ('{"acme": {"code": "beta", "is_uat": true}}', "listed as 'acme'"),
        ('[{"code": "acme", "is_uat": true, "active": "no"}]', "neither true nor false"),
        ('["acme"]', 'is the text "acme"'),
    ],
)
def test_violations_are_told(text: str, what: str) -> None:
    [violation] = registry(text).violations
    assert what in violation.message


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xff\xfe[\x00", "UTF-16"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"[\xe9]", "not UTF-8"),
        (b"[1] [2]", "more behind its end"),
        (b'{"a": {}}]', "more behind its end"),
        (b'[{"code": "a" "is_uat": true}]', "expecting ',' delimiter"),
        (b"{'a': 1}", "double quotes"),
        (b"[NaN, {]", "double quotes"),
    ],
)
def test_what_cannot_be_used_is_told(data: bytes, what: str) -> None:
    with pytest.raises(Unusable) as raised:
        read_registry("accounts.json", data, Keys())
    assert what in raised.value.what


def test_a_yaml_with_several_documents_or_none_cannot_be_used() -> None:
    for text in ("- code: a\n---\n- code: b\n", "# nothing\n"):
        with pytest.raises(Unusable):
            registry(text, path="accounts.yaml")


def test_yaml_that_is_broken_is_told_with_its_place() -> None:
    with pytest.raises(Unusable) as raised:
        registry("- code: a\n- code: [\n", path="accounts.yaml")
    assert raised.value.what.startswith("it is not YAML")
