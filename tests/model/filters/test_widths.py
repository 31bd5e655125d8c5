"""Numerical keys that sort otherwise than they look."""

import pytest

from ddlint.model.filters.keys import Filter
from ddlint.model.filters.widths import Trap, width_traps
from ddlint.model.regexp import Pattern, compile_pattern


def traps(pattern: str, extract: str) -> list[Trap]:
    compiled = compile_pattern(pattern)
    assert isinstance(compiled, Pattern)
    return [found.trap for found in width_traps(Filter(compiled, extract))]


@pytest.mark.parametrize(
    ("pattern", "extract", "trap"),
    [
        ("^(?P<ts>[0-9]{17})$", "$ts", Trap.TOO_LONG),
        ("^(?P<ts>[0-9]{19})$", "$ts", Trap.TOO_LONG),
        ("^([0-9]{8})-([0-9]{9})$", "$1$2", Trap.TOO_LONG),
        ("^(?P<ts>[0-9]{10,19})$", "$ts", Trap.TOO_LONG),
        ("^(?P<ts>[0-9]{10,13})$", "$ts", Trap.MIXED),
        ("^(?P<ts>[0-9]+)$", "$ts", Trap.MIXED),
        ("^([0-9]{10,})$", "$1", Trap.MIXED),
        ("^([0-9]{12,14})$", "$1", Trap.MIXED),
        ("^v(\\d+)\\.(\\d+)\\.(\\d+)$", "$1$2$3", Trap.GLUED),
        ("^(\\d{8})-(\\d+)$", "$1$2", Trap.GLUED),
    ],
)
def test_trap(pattern: str, extract: str, trap: Trap) -> None:
    assert traps(pattern, extract) == [trap]


@pytest.mark.parametrize(
    ("pattern", "extract"),
    [
        ("^(?P<ts>[0-9]{10})$", "$ts"),
        ("^(?P<ts>[0-9]{16})$", "$ts"),
        ("^([0-9]{8})-([0-9]{6})$", "$1$2"),
        ("^(\\d+)-(\\d{4})$", "$1$2"),
        ("^build-(?P<number>[0-9]+)$", "$number"),
        ("^(\\d{1,5})$", "$1"),
        ("^(\\d+)\\.(\\d+)$", "$1.$2"),
        ("^(?P<ts>.*)$", "$ts"),
        ("^[0-9]+$", ""),
    ],
)
def test_no_trap(pattern: str, extract: str) -> None:
    assert traps(pattern, extract) == []
