"""Every configuration in the documentation is accepted, by the loader and by the schema."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import jsonschema
import pytest

from ddlint.config.load import read
from ddlint.config.schema import schema
from support import ROOT

BLOCK = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def configurations() -> Iterator[tuple[str, str]]:
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))):
        for number, block in enumerate(BLOCK.findall(page.read_text()), 1):
            yield f"{page.relative_to(ROOT)}#{number}", block


def test_there_are_some() -> None:
    assert list(configurations())


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in configurations()])
def test_a_configuration_in_the_documentation_is_right(text: str) -> None:
    read(text.encode(), "pyproject.toml" if "[tool.ddlint" in text else "ddlint.toml")
    document = tomllib.loads(text)
    jsonschema.Draft202012Validator(schema()).validate(document.get("tool", {}).get("ddlint", document))
