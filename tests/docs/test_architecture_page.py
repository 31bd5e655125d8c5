"""docs/architecture.md names every room and every dependency there is."""

import re
import tomllib

from architecture.test_imports import ROOMS
from support import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0] for requirement in requirements}


def test_every_room_is_described() -> None:
    assert set(re.findall(r"^\| `([a-z]+)/` \|", PAGE, re.MULTILINE)) == set(ROOMS)


def test_every_dependency_has_its_reason() -> None:
    table = PAGE[PAGE.index("| Package | What for") :].partition("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines()[2:]]
    assert {name.strip() for cell in cells for name in cell.split(",")} == names(PROJECT["dependencies"])


def test_every_tool_has_its_reason() -> None:
    (tools,) = re.findall(r"^For development: (.*?)\n\n", PAGE, re.MULTILINE | re.DOTALL)
    wanted = {
        name for name in names(PROJECT["optional-dependencies"]["dev"]) if not name.startswith("types-")
    }
    assert {name for name in wanted if name not in tools} == set()
