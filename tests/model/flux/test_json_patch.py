"""JSON patches do to objects what RFC 6902 says."""

from __future__ import annotations

import pytest

from ddlint.model.flux.json_patch import PatchError, operations, patched
from ddlint.model.yaml_node import YamlNode, read_documents

OBJECT = "spec: {a: 1, list: [x, y], deep: {b: 2}, 'odd/key~': z}"


def read(text: str) -> YamlNode:
    [document] = read_documents("a.yaml", text)
    assert document.root is not None
    return document.root


def plain(node: YamlNode) -> object:
    """The value without its places."""
    if node.kind == "mapping":
        return {key: plain(value) for key, value in node.pairs}
    return [plain(item) for item in node.items] if node.kind == "sequence" else node.value


def applied(steps: str) -> object:
    found = operations(read(steps))
    assert found is not None
    result = plain(patched(read(OBJECT), found))
    assert isinstance(result, dict)
    return result["spec"]


WHOLE = {"a": "1", "list": ["x", "y"], "deep": {"b": "2"}, "odd/key~": "z"}


@pytest.mark.parametrize(
    ("steps", "changes"),
    [
        ("[{op: add, path: /spec/c, value: 3}]", {"c": "3"}),
        ("[{op: add, path: /spec/a, value: 3}]", {"a": "3"}),
        ("[{op: replace, path: /spec/a, value: {x: y}}]", {"a": {"x": "y"}}),
        ("[{op: add, path: /spec/list/0, value: w}]", {"list": ["w", "x", "y"]}),
        ("[{op: add, path: /spec/list/-, value: z}]", {"list": ["x", "y", "z"]}),
        ("[{op: replace, path: /spec/list/1, value: z}]", {"list": ["x", "z"]}),
        ("[{op: remove, path: /spec/list/0}]", {"list": ["y"]}),
        ("[{op: copy, from: /spec/deep, path: /spec/c}]", {"c": {"b": "2"}}),
        ("[{op: test, path: /spec/a, value: 1}, {op: replace, path: /spec/a, value: 9}]", {"a": "9"}),
        ("[{op: test, path: /spec/list, value: [x, y]}]", {}),
        ("[{op: replace, path: /spec/odd~1key~0, value: q}]", {"odd/key~": "q"}),
    ],
)
def test_operations(steps: str, changes: dict[str, object]) -> None:
    assert applied(steps) == WHOLE | changes


def test_move_takes_the_value_away() -> None:
    assert applied("[{op: move, from: /spec/deep/b, path: /spec/a}]") == WHOLE | {"a": "2", "deep": {}}


@pytest.mark.parametrize(
    "steps",
    [
        "[{op: remove, path: /spec/none}]",
        "[{op: replace, path: /spec/none, value: 1}]",
        "[{op: add, path: /spec/none/deeper, value: 1}]",
        "[{op: add, path: /spec/list/7, value: 1}]",
        "[{op: add, path: /spec/list/01, value: 1}]",
        "[{op: add, path: /spec/a/b, value: 1}]",
        "[{op: test, path: /spec/a, value: '1'}]",
        "[{op: test, path: /spec/a, value: 2}]",
        "[{op: copy, from: /spec/none, path: /spec/a}]",
        "[{op: remove, path: ''}]",
    ],
)
def test_what_cannot_be_done_fails(steps: str) -> None:
    with pytest.raises(PatchError):
        applied(steps)


@pytest.mark.parametrize(
    "text",
    [
        "a: 1",
        "[1]",
        "[{op: none, path: /a}]",
        "[{op: add, path: a, value: 1}]",
        "[{op: add, path: /a}]",
        f"[{{op: add, path: {'/a' * 200}, value: 1}}]",
        f"[{', '.join(['{op: copy, from: /spec, path: /spec/x}'] * 50)}]",
    ],
)
def test_what_is_no_json_patch(text: str) -> None:
    assert operations(read(text)) is None
