"""YAML that stands as text in a YAML file (`patch: |-`), read with places in that file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ddlint.model.yaml_node import YamlNode, read_documents

At = Callable[[int], int]


def inline_documents(content: YamlNode) -> Iterator[YamlNode]:
    """The documents in a text.

    In a literal block scalar each value has its own place; in any other text all stand where the text does,
    and have no `raw`, since they may be written otherwise.
    """
    lines = _lines(content)
    for document in read_documents(content.path, content.value):
        if document.root is not None:
            yield _moved(document.root, content, lines)


def _lines(content: YamlNode) -> list[tuple[int, int]]:
    """Where each line begins, in the value and in the file; none where that is not known."""
    if content.style != "|" or "\r" in content.raw:
        return []
    written = content.raw.split("\n")
    at = content.start + len(written[0]) + 1
    found: list[tuple[int, int]] = []
    start = 0
    value = content.value.split("\n")
    for number, line in enumerate(value):
        raw = written[number + 1] if number + 1 < len(written) else ""
        if not raw.endswith(line):
            return [] if line else found
        found.append((start, at + len(raw) - len(line)))
        start += len(line) + 1
        at += len(raw) + 1
    return found


def _moved(node: YamlNode, to: YamlNode, lines: list[tuple[int, int]]) -> YamlNode:
    start, end = (_at(each, lines) for each in (node.start, node.end))
    known = bool(lines)
    return replace(
        node,
        start=start if known else to.start,
        end=max(start, end) if known else to.end,
        raw=node.raw if known and "\n" not in node.raw else "",
        route=to.route,
        pairs=tuple((key, _moved(value, to, lines)) for key, value in node.pairs),
        items=tuple(_moved(item, to, lines) for item in node.items),
    )


def _at(offset: int, lines: list[tuple[int, int]]) -> int:
    """Where a character of the value stands in the file."""
    low, high = 0, len(lines)
    while low < high - 1:
        middle = (low + high) // 2
        low, high = (middle, high) if lines[middle][0] <= offset else (low, middle)
    return lines[low][1] + offset - lines[low][0] if lines else 0
