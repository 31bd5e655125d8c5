"""Kubernetes objects out of a YAML text, and their fields with places: aliases followed, null as absent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ddlint.model.goyaml.nodes import Node
from ddlint.model.goyaml.parser import parse
from ddlint.model.goyaml.tokens import GoYamlError, TooDeepError
from ddlint.model.place import FileSpan
from ddlint.model.scalar_types import Type, type_of
from ddlint.model.yaml_pieces import Lines, split

_LISTS = frozenset({"List", "ImagePolicyList", "ImageRepositoryList"})
_TYPES = {
    Type.INT: "a number",
    Type.FLOAT: "a number",
    Type.BOOL: "a boolean",
    Type.NULL: "null",
    Type.TIMESTAMP: "a date",
    Type.MERGE: "a merge key",
}
_WORDS = {"sequence": "a list", "scalar": "a text", "mapping": "a mapping"}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that is no YAML, or that nests deeper than ddlint reads.

    Attributes:
        at: where, in characters of the text.
        what: why, without a full stop.
    """

    at: int
    what: str


class Misshapen(Exception):
    """A field that has another shape than the API takes; raised by `Fields`.

    Attributes:
        span: the field's value.
        what: what is wrong, without a full stop.
        help: what to write instead; "" where that cannot be known.
    """

    def __init__(self, span: FileSpan, what: str, help_: str = "") -> None:
        super().__init__(what)
        self.span = span
        self.what = what
        self.help = help_


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """A mapping of an object, and how to take fields out of it.

    Attributes:
        path: the file.
        text: its whole text.
        route: of the mapping, from the object's root.
        node: the mapping; None where it is absent, which holds nothing.
    """

    path: str
    text: str
    lines: Lines
    route: str
    node: Node | None

    def __bool__(self) -> bool:
        """Whether it is there."""
        return self.node is not None

    def value(self, name: str) -> Node | None:
        """What stands under a key; None for nothing and for null."""
        if self.node is None:
            return None
        found = next((_resolved(value) for key, value in self.node.pairs if key.value == name), None)
        return None if found is None or is_null(found) else found

    def names(self, name: str) -> bool:
        """Whether the key is there, whatever it holds."""
        return self.node is not None and any(key.value == name for key, _ in self.node.pairs)

    def below(self, name: str) -> Fields:
        """The mapping under a key.

        Raises:
            Misshapen: something else stands there.
        """
        node = self.value(name)
        found = Fields(self.path, self.text, self.lines, self._route(name), node)
        if node is not None and node.kind != "mapping":
            raise self._misshapen(name, node, "a mapping")
        return found

    def string(self, name: str) -> str | None:
        """The text under a key; None where there is none.

        Raises:
            Misshapen: something else stands there, or a number to YAML.
        """
        node = self.value(name)
        return None if node is None else self._string(name, node)

    def strings(self, name: str) -> tuple[tuple[str, FileSpan], ...]:
        """The texts of the list under a key, with their places.

        Raises:
            Misshapen: something else stands there.
        """
        node = self.value(name)
        if node is None:
            return ()
        if node.kind != "sequence":
            raise self._misshapen(name, node, "a list")
        items = [(f"{name}[{number}]", _resolved(item)) for number, item in enumerate(node.items)]
        return tuple((self._string(route, item), self._span(route, item)) for route, item in items)

    def span(self, name: str) -> FileSpan | None:
        """Where the value under a key stands; None where there is none."""
        node = self.value(name)
        return None if node is None else self._span(name, node)

    def _string(self, name: str, node: Node) -> str:
        if node.kind != "scalar":
            raise self._misshapen(name, node, "a text")
        kind = type_of(node.value).applied if node.style == "" and node.tag in {"", "!"} else Type.STRING
        if kind is not Type.STRING:
            what = f"{self._route(name)} is {_TYPES[kind]} in YAML, and must be a string"
            raise Misshapen(self._span(name, node), what, f'write it in quotes: "{node.value}"')
        return node.value

    def _misshapen(self, name: str, node: Node, wanted: str) -> Misshapen:
        what = f"{self._route(name)} must be {wanted}, and is {_WORDS.get(node.kind, node.kind)}"
        return Misshapen(self._span(name, node), what)

    def _span(self, name: str, node: Node) -> FileSpan:
        start, end = self.lines.at(node.start), self.lines.at(node.end)
        end = start + len(self.text[start:end].rstrip())
        return FileSpan(self.path, start, end, self._route(name))

    def _route(self, name: str) -> str:
        return f"{self.route}.{name}" if self.route else name


@lru_cache(maxsize=1)
def objects(path: str, text: str) -> tuple[Fields | Unreadable, ...]:
    """Every mapping at the root of a document, and the items of a `List`.

    The last file is remembered: several kinds of subjects are taken out of it, one after the other.
    """
    return tuple(_objects(path, text))


def _objects(path: str, text: str) -> Iterator[Fields | Unreadable]:
    for piece in split(text).pieces:
        lines = Lines(text, piece)
        try:
            root = parse(lines.text).root
        except GoYamlError as error:
            yield Unreadable(lines.at(error.offset), f"not valid YAML: {error.problem}")
            continue
        except TooDeepError as error:
            yield Unreadable(lines.at(error.offset), "nested deeper than ddlint reads")
            continue
        if root is not None and root.kind == "mapping":
            yield from _with_items(Fields(path, text, lines, "", root))


def _with_items(root: Fields) -> Iterator[Fields]:
    kind, items = root.value("kind"), root.value("items")
    if kind is None or kind.value not in _LISTS or items is None:
        yield root
        return
    for number, item in enumerate(items.items):
        node = _resolved(item)
        if node.kind == "mapping":
            yield Fields(root.path, root.text, root.lines, f"items[{number}]", node)


def word(fields: Fields, name: str) -> str:
    """The text under a key, whatever its type; "" where there is none."""
    node = fields.value(name)
    return node.value if node is not None and node.kind == "scalar" else ""


def is_null(node: Node) -> bool:
    """Whether a node is null."""
    return node.kind == "scalar" and node.style == "" and type_of(node.value).applied is Type.NULL


def _resolved(node: Node) -> Node:
    return node.target if node.kind == "alias" and node.target is not None else node
