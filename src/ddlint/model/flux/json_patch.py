"""JSON patches, as kustomize applies them to an object: values keep the places where they are written.

Source: RFC 6902 and RFC 6901; evanphx/json-patch v5, which kustomize runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ddlint.model.yaml_node import MAPPING, SCALAR, SEQUENCE, YamlNode

MOST = 1_000  # operations of one patch
MOST_COPIES = 10  # each may double the object
DEEPEST = 100  # parts of a path
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_WITH_VALUE = frozenset({"add", "replace", "test"})
_WITH_FROM = frozenset({"move", "copy"})


class PatchError(Exception):
    """The patch cannot be applied: kustomize stops with an error."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a JSON patch.

    Attributes:
        op: `add`, `remove`, `replace`, `move`, `copy` or `test`.
        path, source: JSON pointers in parts; `source` is that of `from`.
        value: what is added or compared with; None where the operation has none.
    """

    op: str
    path: tuple[str, ...]
    source: tuple[str, ...] = ()
    value: YamlNode | None = None


def operations(root: YamlNode | None) -> tuple[Operation, ...] | None:
    """The operations that a document holds; None where it is no JSON patch, or one that nobody writes."""
    if root is None or root.kind != SEQUENCE or len(root.items) > MOST:
        return None
    read = [_operation(item) for item in root.items]
    found = tuple(each for each in read if each is not None)
    copies = sum(1 for each in found if each.op in _WITH_FROM)
    return found if len(found) == len(read) and copies <= MOST_COPIES else None


def _operation(item: YamlNode) -> Operation | None:
    op, value = item.text_at("op"), item.get("value")
    path, source = _pointer(item.text_at("path")), _pointer(item.text_at("from"))
    if path is None or source is None or op not in {*_WITH_VALUE, *_WITH_FROM, "remove"}:
        return None
    if (op in _WITH_VALUE and value is None) or (op in _WITH_FROM and item.get("from") is None):
        return None
    return Operation(op, path, source, value)


def _pointer(text: str) -> tuple[str, ...] | None:
    if (text and not text.startswith("/")) or text.count("/") > DEEPEST:
        return None
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in text.split("/")[1:])


def patched(root: YamlNode, steps: Iterable[Operation]) -> YamlNode:
    """`root` with the operations applied, one after the other.

    Raises:
        PatchError: one fails; the message says why.
    """
    for step in steps:
        root = _step(root, step)
    return root


def _step(root: YamlNode, step: Operation) -> YamlNode:
    if step.op == "test":
        if not _same(_found(root, step.path), step.value):
            raise PatchError(f"the test of {_shown(step.path)} fails")
        return root
    if step.op == "remove":
        return _changed(root, step.path, None, step)
    value = step.value if step.op in _WITH_VALUE else _found(root, step.source)
    if step.op == "move":
        root = _changed(root, step.source, None, step)
    return _changed(root, step.path, value, step)


def _found(root: YamlNode, path: Sequence[str]) -> YamlNode:
    for number, part in enumerate(path):
        child = root.get(part) if root.kind == MAPPING else _item(root, part)
        if child is None:
            raise PatchError(f"there is no {_shown(path[: number + 1])}")
        root = child
    return root


def _item(root: YamlNode, part: str) -> YamlNode | None:
    if root.kind != SEQUENCE or not _INDEX.fullmatch(part) or int(part) >= len(root.items):
        return None
    return root.items[int(part)]


def _changed(root: YamlNode, path: Sequence[str], value: YamlNode | None, step: Operation) -> YamlNode:
    """`root` with `value` at `path`, or without what is there."""
    if not path:
        if value is None:
            raise PatchError("it removes the whole object")
        return value
    first, rest = path[0], path[1:]
    if root.kind == MAPPING:
        return _in_mapping(root, first, rest, value, step)
    if root.kind == SEQUENCE:
        return _in_sequence(root, first, rest, value, step)
    raise PatchError(f"{_shown(step.path)} leads into a text")


def _in_mapping(
    root: YamlNode, key: str, rest: Sequence[str], value: YamlNode | None, step: Operation
) -> YamlNode:
    held = root.get(key)
    if held is None and (rest or value is None or step.op == "replace"):
        raise PatchError(f"there is no {_shown(step.path)}")
    if rest and held is not None:
        value = _changed(held, rest, value, step)
    pairs = [(name, value if name == key else each) for name, each in root.pairs]
    if held is None:
        pairs.append((key, value))
    return replace(root, pairs=tuple((name, each) for name, each in pairs if each is not None))


def _in_sequence(
    root: YamlNode, part: str, rest: Sequence[str], value: YamlNode | None, step: Operation
) -> YamlNode:
    items: list[YamlNode | None] = [*root.items]
    held = _item(root, part)
    if not rest and value is not None and step.op != "replace":
        at = len(items) if part == "-" else int(part) if _INDEX.fullmatch(part) else len(items) + 1
        if at > len(items):
            raise PatchError(f"there is no {_shown(step.path)}")
        items.insert(at, value)
    elif held is None:
        raise PatchError(f"there is no {_shown(step.path)}")
    else:
        items[int(part)] = _changed(held, rest, value, step) if rest else value
    return replace(root, items=tuple(each for each in items if each is not None))


def _same(one: YamlNode, other: YamlNode | None) -> bool:
    """Whether two values are equal; numbers are compared as they are written."""
    if other is None or one.kind != other.kind:
        return False
    if one.kind == SCALAR:
        return (one.value, one.type) == (other.value, other.type)
    if one.kind == SEQUENCE:
        return len(one.items) == len(other.items) and all(map(_same, one.items, other.items))
    fields = dict(other.pairs)
    return len(one.pairs) == len(fields) and all(_same(value, fields.get(key)) for key, value in one.pairs)


def _shown(path: Sequence[str]) -> str:
    return "/" + "/".join(path)
