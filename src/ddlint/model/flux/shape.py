"""Fields of an object that have another shape than the API takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ddlint.model.place import FileSpan
from ddlint.model.scalar_types import Type
from ddlint.model.yaml_node import MAPPING, SCALAR, SEQUENCE, YamlNode

#: A way from the root, and what has to stand at its end; `*` is every item of a list.
Shape = tuple[tuple[str, ...], str]

_TYPES = {
    Type.INT: "a number",
    Type.FLOAT: "a number",
    Type.BOOL: "a boolean",
    Type.NULL: "null",
    Type.TIMESTAMP: "a date",
    Type.MERGE: "a merge key",
}
_WANTED = {MAPPING: "a mapping", SEQUENCE: "a list", SCALAR: "a text"}
_METADATA: tuple[Shape, ...] = ((("metadata",), MAPPING), (("spec",), MAPPING))
POLICY: tuple[Shape, ...] = (
    *_METADATA,
    (("spec", "policy"), MAPPING),
    *(
        shape
        for kind, argument in (("semver", "range"), ("alphabetical", "order"), ("numerical", "order"))
        for shape in (
            (("spec", "policy", kind), MAPPING),
            (("spec", "policy", kind, argument), SCALAR),
        )
    ),
    (("spec", "filterTags"), MAPPING),
    (("spec", "imageRepositoryRef"), MAPPING),
    (("spec", "filterTags", "pattern"), SCALAR),
    (("spec", "filterTags", "extract"), SCALAR),
)
REPOSITORY: tuple[Shape, ...] = (
    *_METADATA,
    (("spec", "exclusionList"), SEQUENCE),
    (("spec", "exclusionList", "*"), SCALAR),
)


@dataclass(frozen=True, slots=True)
class Misshapen:
    """A field that has another shape than the API takes.

    Attributes:
        span: the field's value.
        what: what is wrong, without a full stop.
        help: what to write instead; "" where that cannot be known.
    """

    span: FileSpan
    what: str
    help: str = ""


def misshapen(root: YamlNode, shapes: Iterable[Shape]) -> Misshapen | None:
    """The first field of an object that has not the shape it must have; null counts as absent."""
    for way, wanted in shapes:
        for node in _at(root, way):
            fault = None if node.is_null else _fault(node, wanted)
            if fault is not None:
                return fault
    return None


def _at(root: YamlNode, way: Sequence[str]) -> Iterator[YamlNode]:
    if way[-1] == "*":
        yield from root.items_at(*way[:-1])
    elif (found := root.at(*way)) is not None:
        yield found


def _fault(node: YamlNode, wanted: str) -> Misshapen | None:
    if node.kind != wanted:
        return Misshapen(node.span, f"{node.route} must be {_WANTED[wanted]}, and is {_WANTED[node.kind]}")
    if wanted == SCALAR and node.type is not Type.STRING:
        what = f"{node.route} is {_TYPES[node.type]} in YAML, and must be a string"
        return Misshapen(node.span, what, f'write it in quotes: "{node.value}"')
    return None
