"""One JSON object a line, by its schema."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from output.sample import EVERY_KIND, ledger_of, troubled, written
from support import ROOT


@cache
def validator() -> Draft202012Validator:
    schemas = [
        json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text())
        for name in ("findings", "finding-lines")
    ]
    resources = [(schema["$id"], Resource.from_contents(schema)) for schema in schemas]
    registry: Registry[Any] = Registry().with_resources(resources)
    Draft202012Validator.check_schema(schemas[1])
    return Draft202012Validator(schemas[1], registry=registry)


def lines(*args: Any, **more: Any) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in written("jsonl", *args, **more).splitlines()]
    for line in found:
        validator().validate(line)
    return found


def test_the_run_comes_first_and_the_summary_last() -> None:
    found = lines(EVERY_KIND, troubled(), 3)
    assert [*found[0], *found[-1]] == ["run", "summary"]
    assert [[*line] for line in found[1:-1]] == [["finding"]] * len(EVERY_KIND)
    assert found[-1]["summary"]["exit_code"] == 3


def test_a_finding_is_what_json_has() -> None:
    document = json.loads(written("json"))
    assert [line["finding"] for line in lines()[1:-1]] == document["findings"]
    assert lines()[0]["run"] == {key: document[key] for key in ("version", "tool", "repository")}
    assert lines()[-1]["summary"] == document["summary"]


def test_a_run_without_findings_has_two_lines() -> None:
    assert len(lines([], ledger_of(), 0)) == 2
