"""The JSON document: its schema, its grammar, and that every reader takes it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ddlint.engine.ledger import Entry
from ddlint.output.json_text import dumps
from output.sample import EVERY_KIND, at, entry, in_message, ledger_of, troubled, written
from support import ROOT


@cache
def validator() -> Draft202012Validator:
    schema = json.loads((ROOT / "schemas" / "findings.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def document(*args: Any, **more: Any) -> Any:
    found = json.loads(written("json", *args, **more))
    validator().validate(found)
    return found


def test_every_kind_of_entry_is_there_and_valid() -> None:
    found = document(EVERY_KIND, troubled(), 3)
    assert [each["verdict"] for each in found["findings"]] == [
        "found", "found", "found", "found", "waived", "grandfathered", "not_available",
    ]  # fmt: skip
    assert found["summary"]["exit_code"] == 3
    assert not found["summary"]["complete"]
    assert found["summary"]["found"] == {"error": 2, "warning": 1, "info": 1}


def test_a_run_without_findings_is_valid() -> None:
    found = document([], ledger_of(), 0)
    assert found["findings"] == []
    assert found["summary"]["checked"] == {"file": 214, "marker": 1}


def test_each_finding_has_a_line_of_its_own() -> None:
    lines = written("json").splitlines()
    assert sum(line.startswith('{"verdict"') for line in lines) == len(EVERY_KIND)


@pytest.mark.parametrize(
    ("one", "kind", "key"),
    [(EVERY_KIND[0], "file", "path"), (EVERY_KIND[1], "commit", "commit"), (EVERY_KIND[3], "ref", "ref")],
)
def test_a_place_is_named_by_its_kind(one: Entry, kind: str, key: str) -> None:
    [found] = document([one])["findings"]
    assert found["location"]["kind"] == kind
    assert one.location
    assert found["location"][key] == one.location.name


def test_the_same_run_gives_the_same_bytes() -> None:
    assert written("json", EVERY_KIND, troubled()) == written("json", EVERY_KIND, troubled())


def test_a_byte_that_is_not_utf8_is_written_out() -> None:
    [found] = document([entry(at("caf\udce9", "x\n", "x"))])["findings"]
    assert found["location"]["path"] == "caf\\xe9"


@given(st.text(st.characters(codec="utf-8")))
def test_text_is_read_back_exactly_and_written_in_visible_ascii(text: str) -> None:
    written_text = dumps({"text": text})
    assert json.loads(written_text) == {"text": text}
    assert written_text.isascii()
    assert written_text.isprintable()


@given(st.text(st.characters(codec=None)))
def test_no_text_at_all_leaves_a_lone_surrogate(text: str) -> None:
    json.loads(dumps(text)).encode("utf-8")


@given(st.text(st.characters(codec=None), min_size=1))
def test_hostile_findings_are_valid(text: str) -> None:
    document([entry(in_message(text, text), message=text, label=text, help=text)])


def test_the_schema_refuses_what_is_not_in_it() -> None:
    found = document()
    found["findings"][0]["surprise"] = 1
    assert not validator().is_valid(found)
