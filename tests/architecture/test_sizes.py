"""Small functions, small files: measured, so that growth is a decision."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from support import ROOT

MODULES = sorted((ROOT / "src" / "ddlint").rglob("*.py"))
LONGEST_FILE = 300
LONGEST_FUNCTION = 60
LONG = 30  # lines; few functions may be longer
#: Files that are a table or a text from top to bottom.
TABLES = {"demo/config_files.py"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "src" / "ddlint").as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines, without the docstring."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            said = first if ast.get_docstring(node) is not None else None
            docstring = (said.end_lineno or 0) - said.lineno + 1 if said else 0
            yield f"{name_of(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - docstring


LENGTHS = dict(entry for path in MODULES for entry in functions(path))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_file_has_one_subject(path: Path) -> None:
    if name_of(path) not in TABLES:
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


def test_no_function_is_very_long() -> None:
    assert {name: lines for name, lines in LENGTHS.items() if lines > LONGEST_FUNCTION} == {}


def test_nearly_all_functions_are_short() -> None:
    long = {name: lines for name, lines in LENGTHS.items() if lines > LONG}
    assert len(long) <= 0.02 * len(LENGTHS), long


def test_most_functions_are_very_short() -> None:
    assert median(LENGTHS.values()) <= 11


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_name_says_what_is_inside(path: Path) -> None:
    assert not {"utils", "util", "helpers", "common", "misc"} & set(path.with_suffix("").parts)
