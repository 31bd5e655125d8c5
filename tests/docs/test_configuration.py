"""The page on the configuration lists every setting."""

import pytest

from ddlint.config.settings import PathOverride, Settings
from ddlint.config.typed import leaves
from ddlint.docs.configuration import page


@pytest.mark.parametrize("route", [*leaves(Settings), *leaves(PathOverride)], ids=".".join)
def test_every_setting_has_its_line(route: tuple[str, ...]) -> None:
    [*above, name] = route
    section = page().split(f"## `[{'.'.join(above)}]`")[1] if above else page()
    line = next(line for line in section.splitlines() if line.startswith(f"| `{name}` |"))
    cells = [cell.strip() for cell in line.strip("|").split(" | ")]
    assert len(cells) == 4
    assert all(cells)
