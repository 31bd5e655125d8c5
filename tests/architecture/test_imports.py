"""The house: imports point one way, one module starts processes, sizes stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import ROOT

SOURCE = ROOT / "src" / "ddlint"
MODULES = sorted(SOURCE.rglob("*.py"))

#: What each room may import of ddlint, besides itself and `errors`.
ROOMS: dict[str, set[str]] = {
    "model": set(),
    "config": {"model"},
    "git": {"model"},
    "engine": {"model", "config", "git"},
    "rules": {"model", "config", "engine"},
    "output": {"model", "config", "engine", "rules"},
    "docs": {"model", "config", "engine", "rules", "audit"},
    "demo": set(),
    "commitizen": {"model", "config", "git", "engine", "rules", "output"},
    "audit": {"model", "config", "git", "engine", "rules", "output"},
    "cli": {"model", "config", "git", "engine", "rules", "output", "docs", "demo", "audit"},
}

PROCESS_STARTERS = {"subprocess", "multiprocessing.popen_spawn_posix", "pty", "asyncio.subprocess"}
OS_STARTERS = (
    "system",
    "popen",
    "posix_spawn",
    "posix_spawnp",
    "fork",
    "forkpty",
    "spawn",
    "exec",
    "startfile",
)
#: May copy its own process, which starts no program.
FORKS = ("ddlint/engine/worker.py", "os.fork")
#: What a rule must not touch: the outside, the clock, chance.
IMPURE = {
    "os", "io", "pathlib", "sys", "socket", "time", "random", "secrets", "tempfile", "shutil", "logging",
    "threading", "urllib", "http",
}  # fmt: skip


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE.parent).as_posix()


def room_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else ""


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    found = (name.split(".") for name in imports(path))
    return {parts[1] for parts in found if parts[0] == "ddlint" and len(parts) > 1 and parts[1] in ROOMS}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(path)
    if not room or path.name == "__main__.py":  # an entry point stands before the house
        return
    assert room in ROOMS, f"{room}/ is a new room: give it a place in ROOMS and in docs/architecture.md"
    assert rooms_imported(path) - {room} <= ROOMS[room]


def test_every_room_is_in_the_house() -> None:
    there = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert there == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_git_gateway_starts_processes(path: Path) -> None:
    if name_of(path) == "ddlint/git/process.py":
        return
    started = {name for name in imports(path) if name.split(".")[0] in PROCESS_STARTERS}
    started |= {
        f"os.{node.attr}"
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        and node.attr.startswith(OS_STARTERS)
    }
    if name_of(path) == FORKS[0]:
        started.discard(FORKS[1])
    assert not started


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_gitpython_stays_in_the_demo(path: Path) -> None:
    if room_of(path) != "demo":
        assert not {name for name in imports(path) if name.split(".")[0] == "git"}


@pytest.mark.parametrize("path", sorted((SOURCE / "rules").rglob("*.py")), ids=name_of)
def test_rules_touch_nothing_of_the_outside(path: Path) -> None:
    assert not {name for name in imports(path) if name.split(".")[0] in IMPURE}
    calls = (node.func for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call))
    assert not [
        call.id for call in calls if isinstance(call, ast.Name) and call.id in {"open", "print", "input"}
    ]
