"""A YAML document as a tree of values with exact places, for the few documents whose whole content matters.

Nodes are plain values: they can be compared by identity, pickled, and never refer to the file's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ddlint.model.goyaml.nodes import Node
from ddlint.model.goyaml.tokens import GoYamlError, TooDeepError
from ddlint.model.libyaml_tree import parse_layout
from ddlint.model.place import FileSpan
from ddlint.model.route import step_of
from ddlint.model.scalar_types import Type, type_of
from ddlint.model.yaml_pieces import Lines, split

MAPPING, SEQUENCE, SCALAR = "mapping", "sequence", "scalar"
LARGEST = 100_000  # nodes of a document, aliases followed: nobody writes that, an alias bomb does
DEEPEST = 100
_NO_TEXT = frozenset({Type.NULL, Type.INT, Type.FLOAT, Type.BOOL})


@dataclass(frozen=True, slots=True, eq=False)
class YamlNode:
    """A value in a YAML document; an alias is what it stands for, at the place of the alias.

    Attributes:
        kind: `mapping`, `sequence` or `scalar`.
        path: the file, as findings name it.
        start, end: its characters in the file's text.
        route: where it stands in its document (`spec.policy.semver.range`); empty for the root.
        value: of a scalar, as text, escapes decoded; empty for others.
        raw: of a scalar, as it stands in the file, quotes included; empty for others, and for what has no
            place of its own.
        properties: its anchor and tag, as they stand before it.
        style: of a scalar: empty for plain, else its first character (`'`, `"`, `|`, `>`).
        tag: an explicit tag, resolved; or empty.
        pairs: of a mapping: keys with their values, merge keys (`<<`) resolved, the first of duplicates.
        items: of a sequence.
    """

    kind: str
    path: str
    start: int
    end: int
    route: str = ""
    value: str = ""
    raw: str = ""
    properties: str = ""
    style: str = ""
    tag: str = ""
    pairs: tuple[tuple[str, YamlNode], ...] = ()
    items: tuple[YamlNode, ...] = ()

    @property
    def span(self) -> FileSpan:
        """Its place."""
        return FileSpan(self.path, self.start, self.end, self.route)

    @property
    def type(self) -> Type:
        """What Kubernetes takes a scalar for; a string where it is quoted or a block."""
        if self.style or self.tag:
            return Type.STRING
        return type_of(self.value).applied

    @property
    def is_null(self) -> bool:
        """Whether it is a null scalar: as good as not there."""
        return self.kind == SCALAR and self.type is Type.NULL

    @property
    def text(self) -> str:
        """The string it is; empty for anything else: a number, null, a list."""
        return self.value if self.kind == SCALAR and self.type not in _NO_TEXT else ""

    @property
    def word(self) -> str:
        """A scalar as text, whatever its type (a name that is a number); empty for null and collections."""
        return "" if self.kind != SCALAR or self.type is Type.NULL else self.value

    @property
    def flag(self) -> bool:
        """Whether it is true."""
        return self.kind == SCALAR and not self.style and self.value.lower() in {"true", "y", "yes", "on"}

    def get(self, key: str) -> YamlNode | None:
        """What a mapping has under `key`, null included; None where there is nothing, or no mapping."""
        return next((value for name, value in self.pairs if name == key), None)

    def at(self, *steps: str | int) -> YamlNode | None:
        """What stands at the end of the way `steps` (keys and indexes); None where the way ends before."""
        here: YamlNode | None = self
        for step in steps:
            if here is None:
                return None
            if isinstance(step, str):
                here = here.get(step)
            else:
                here = here.items[step] if 0 <= step < len(here.items) else None
        return here

    def text_at(self, *steps: str | int) -> str:
        """The `word` of the node at `steps`; empty where there is none."""
        found = self.at(*steps)
        return found.word if found is not None else ""

    def items_at(self, *steps: str | int) -> tuple[YamlNode, ...]:
        """The items of the sequence at `steps`; none where there is no sequence."""
        found = self.at(*steps)
        return found.items if found is not None else ()


class ReadDocument(NamedTuple):
    """One document of a file: its root, or what keeps it from being read.

    Attributes:
        start, end: its characters in the file's text.
        root: None where it is empty or cannot be read.
        problem: why it cannot be read; empty where it can.
        at: where the problem is, as far as that is known.
    """

    start: int
    end: int
    root: YamlNode | None
    problem: str = ""
    at: int = 0


def read_documents(path: str, text: str) -> Iterator[ReadDocument]:
    """The documents of `text`, in order. Never raises for what the text contains.

    Args:
        path: how findings name the file.
        text: the whole text; places count in it.
    """
    return iter(_documents(path, text))


@lru_cache(maxsize=1)  # one after the other, several ask for the same file
def _documents(path: str, text: str) -> tuple[ReadDocument, ...]:
    return tuple(_read(path, text))


def _read(path: str, text: str) -> Iterator[ReadDocument]:
    for piece in split(text).pieces:
        lines = Lines(text, piece)
        try:
            root = parse_layout(lines.text).root
            node = None if root is None else _Maker(path, text, lines).make(root, "")
        except (GoYamlError, TooDeepError, _TooLargeError) as error:
            what = "nested deeper than ddlint reads, or too large"
            if isinstance(error, GoYamlError):
                what = f"not valid YAML: {error.problem}"
            yield ReadDocument(piece.start, piece.end, None, what, lines.at(error.offset))
        else:
            yield ReadDocument(piece.start, piece.end, node)


class _TooLargeError(Exception):
    """Aliases make more of a document than is worth reading."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class _Maker:
    """Makes values of the parser's nodes."""

    def __init__(self, path: str, text: str, lines: Lines) -> None:
        self._path = path
        self._text = text
        self._lines = lines
        self._made = 0
        self._within: list[Node] = []

    def make(self, node: Node, route: str) -> YamlNode:
        start = self._lines.at(node.start)
        end = self._last(start, self._lines.at(node.end))
        held = self._followed(node)
        self._made += 1
        if self._made > LARGEST or len(self._within) > DEEPEST:
            raise _TooLargeError(node.start)
        if held.kind == SCALAR:
            raw, before = self._text[start:end], self._text[self._lines.at(node.outer) : start]
            return YamlNode(
                SCALAR, self._path, start, end, route, held.value, raw, before, held.style, held.tag
            )
        self._within.append(held)
        pairs = tuple(self._pairs(held, route)) if held.kind == MAPPING else ()
        items = tuple(self.make(item, f"{route}[{number}]") for number, item in enumerate(held.items))
        self._within.pop()
        return YamlNode(
            held.kind, self._path, start, end, route, style=held.style, tag=held.tag, pairs=pairs, items=items
        )

    def _last(self, start: int, end: int) -> int:
        """The end without the blank space that a parser counts in."""
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return end

    def _followed(self, node: Node) -> Node:
        held = node
        while held.kind == "alias" and held.target is not None:
            held = held.target
        if any(held is each for each in self._within):
            raise _TooLargeError(node.start)  # an anchor within itself
        return held

    def _pairs(self, mapping: Node, route: str) -> Iterator[tuple[str, YamlNode]]:
        """The pairs, explicit keys first; merged ones where they are not given explicitly."""
        seen: set[str] = set()
        merged: list[Node] = []
        for key, value in mapping.pairs:
            name = self._followed(key).value
            if name == "<<" and not key.style:
                merged.append(value)
            elif name not in seen:
                seen.add(name)
                yield name, self.make(value, f"{route}{step_of(name)}".removeprefix("."))
        for value in merged:
            for source in self._merged(value):
                for name, found in self.make(source, route).pairs:
                    if name not in seen:
                        seen.add(name)
                        yield name, found

    def _merged(self, value: Node) -> list[Node]:
        held = self._followed(value)
        return list(held.items) if held.kind == SEQUENCE else [value]
