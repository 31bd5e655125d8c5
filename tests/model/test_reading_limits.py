"""Files that are nested too deep or made of very many small parts."""

from collections.abc import Callable

import pytest

from ddlint.model.flux_rewrite import changes
from ddlint.model.goyaml.parser import MAX_DEPTH
from ddlint.model.yaml_file import ProblemKind
from ddlint.model.yaml_reading import read_yaml

MARKER = '# {"$imagepolicy": "ns:p:tag"}'
OPENINGS: dict[str, Callable[[int], str]] = {
    "flow mappings": lambda count: "{a: " * count,
    "flow sequences": lambda count: "[" * count,
    "block sequences": lambda count: "- " * count,
    "explicit keys": lambda count: "? " * count,
    "block mappings": lambda count: "\n".join(" " * depth + "k:" for depth in range(count)),
}


@pytest.mark.parametrize("form", OPENINGS)
@pytest.mark.parametrize("count", [MAX_DEPTH + 1, MAX_DEPTH * 3])
def test_what_is_nested_too_deep_is_a_problem(form: str, count: int) -> None:
    file = read_yaml("a.yaml", f"{OPENINGS[form](count)} v {MARKER}\n".encode())
    assert [problem.kind for problem in file.problems] == [ProblemKind.TOO_DEEP]
    assert changes(file) == ()


def test_what_is_nested_deep_is_read() -> None:
    file = read_yaml("a.yaml", f"{OPENINGS['block mappings'](MAX_DEPTH - 2)} v {MARKER}\n".encode())
    assert [site.live for site in file.markers] == [True]
    assert changes(file) is not None


@pytest.mark.parametrize("blanks", ["", " ", "\n", "\r\n", "  \n \n"])
def test_a_blank_document_is_empty(blanks: str) -> None:
    file = read_yaml("a.yaml", f"a: b {MARKER}\n---\n{blanks}\n---\nc: d\n".encode())
    assert [document.root for document in file.documents] == ["mapping", "empty", "mapping"]
    assert file.flux.issues == ()
