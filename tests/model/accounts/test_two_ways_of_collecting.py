"""Facts of a file are the same, read with its markers or out of its whole tree."""

from __future__ import annotations

import pytest

from ddlint.model.accounts.charts import VERSION
from ddlint.model.accounts.collecting import collect, read_facts
from ddlint.model.accounts.making import Maker
from ddlint.model.accounts.plain import AnyFacts, Shapes
from ddlint.model.yaml_reading import read_yaml
from rules.account_scenes import RULES, scenes

TEXTS = sorted(
    {
        text
        for rule in RULES.values()
        for _, files in scenes(rule)
        for path, text in files.items()
        if path.endswith("l")
    }
)
MORE = """\
kind: HelmRelease
metadata:
  name: engine
spec:
  values:
    image: {repository: ghcr.io/acme/engine, tag: null}
    list:
      - image: ghcr.io/acme/a:1 # {"$imagepolicy": "x:a"}
      - ghcr.io/acme/b:1 # {"$imagepolicy": "x:b"}
    "odd key": {tag: '1.0'}
---
image:
  tag: |
    v1
"""


def shown(facts: AnyFacts | None) -> list[object]:
    if facts is None:
        return []
    return [
        (each.kind, each.name, {route: value for route, value in each.values.items() if route != VERSION})
        for each in facts.parts
    ]


@pytest.mark.parametrize("text", [*TEXTS, MORE, MORE.replace("\n", "\r\n"), "\ufeff" + MORE])
def test_both_ways_agree(text: str) -> None:
    file = read_yaml("accounts/acme/x.yaml", text.encode())
    whole = read_facts(file.path, file.text, Maker(file.text, file.markers))
    assert shown(collect(file, Shapes())) == shown(whole)
