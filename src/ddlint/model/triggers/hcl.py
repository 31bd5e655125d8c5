"""Blocks and expressions of Terraform's language as values. Nothing is run: what is no literal is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Any, Protocol

from ddlint.model.place import FileSpan
from ddlint.model.triggers.value import Problem, Value

LIMIT = 200_000  # characters
_DEPTH = 60
_SHOWN = 60
_REFERENCE = re.compile(r"(var|local)\.([A-Za-z_][\w-]*)")
_HEREDOC = re.compile(r"<<(-?)\s*([\w-]+)[^\n]*\n")
_TEMPLATE = re.compile(r"[$%]\{")
_SPACE = re.compile(r"\s+")
#: Whose members are names of the user, and no fields.
_FREE = frozenset({"substitutions"})


class Tree(Protocol):
    """A node of the syntax tree that python-hcl2 makes.

    Attributes:
        children: nodes and tokens.
    """

    children: list[Any]

    @property
    def meta(self) -> Any:  # noqa: ANN401 - lark has no public type for it
        """Where it stands: `start_pos`, `end_pos`."""
        ...


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top of a file: its words (`resource`, its type, its name) and its body."""

    words: tuple[str, ...]
    body: Tree
    span: FileSpan


class TooDeepError(Exception):
    """An expression is nested deeper than ddlint follows."""


def blocks(path: str, text: str) -> tuple[Block, ...] | Problem:
    """The blocks at the top of a Terraform file; or why it cannot be read."""
    if len(text) > LIMIT:
        return Problem(FileSpan(path, 0, 0), f"it has more than {LIMIT:,} characters")
    import hcl2
    from lark.exceptions import LarkError

    try:
        tree = hcl2.parses_to_tree(text)
    except (LarkError, RecursionError, ValueError) as error:
        at = min(getattr(error, "pos_in_stream", None) or 0, len(text))
        return Problem(FileSpan(path, at, at), "it is not valid Terraform")
    body = next(_named(tree, "body"), None)
    return tuple(_block(path, each) for each in _named(body, "block")) if body is not None else ()


def _block(path: str, tree: Tree) -> Block:
    span = FileSpan(path, tree.meta.start_pos, tree.meta.end_pos)
    return Block(tuple(_words(tree)), next(_named(tree, "body")), span)


def _words(tree: Tree) -> Iterator[str]:
    for child in tree.children:
        if _kind(child) in {"identifier", "keyword"}:
            yield str(child.children[0])
        elif _kind(child) == "string":
            yield "".join(str(part.children[0]) for part in _named(child, "string_part"))


def _kind(node: object) -> str:
    return str(getattr(node, "data", ""))


def _named(tree: Tree, name: str) -> Iterator[Any]:
    return (child for child in tree.children if _kind(child) == name)


def camel(name: str) -> str:
    """`included_files` as the REST API has it: `includedFiles`."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


@dataclass(slots=True)
class Expressions:
    """Reads the expressions of one file.

    Attributes:
        path, text: the file.
        known: the values of variables and locals by `var.NAME` and `local.NAME`.
    """

    path: str
    text: str
    known: Mapping[str, Value] = field(default_factory=dict)

    def body(self, tree: Tree, depth: int = 0) -> Value:
        """The attributes and blocks of a body; several blocks of one name become a list.

        Raises:
            TooDeepError: it is nested deeper than ddlint follows.
        """
        fields: dict[str, Value] = {}
        for each in _named(tree, "attribute"):
            name = str(each.children[0].children[0])
            expression = each.children[-1]
            fields[camel(name)] = self.value(expression, depth + 1, free=name in _FREE)
        for each in _named(tree, "block"):
            name, inner = camel(next(_words(each))), next(_named(each, "body"))
            value = self.body(inner, self._deeper(depth))
            before = fields.get(name)
            fields[name] = value if before is None else _joined(before, value)
        return Value(self._span(tree), fields=_without_null(fields))

    def value(self, tree: Tree, depth: int = 0, *, free: bool = False) -> Value:
        """The value of an expression.

        Raises:
            TooDeepError: it is nested deeper than ddlint follows.
        """
        self._deeper(depth)
        node = _unwrapped(tree)
        span = self._span(node)
        kind = _kind(node)
        if kind == "string":
            return self._string(node, span, depth)
        if kind in {"int_lit", "float_lit", "literal_value"}:
            return Value(span, text=self.text[span.start : span.end])
        if kind == "tuple":
            items = [child for child in node.children if _is_expression(child)]
            return Value(span, items=tuple(self.value(item, depth + 1) for item in items))
        if kind == "object":
            return self._object(node, span, depth, free=free)
        if kind.startswith("heredoc_template"):
            return _heredoc(self.text[span.start : span.end], span)
        return self._looked_up(span)

    def _object(self, node: Tree, span: FileSpan, depth: int, *, free: bool) -> Value:
        fields: dict[str, Value] = {}
        for element in _named(node, "object_elem"):
            key, value = element.children[0], element.children[-1]
            name = self.text[key.meta.start_pos : key.meta.end_pos].strip('"')
            fields[name if free else camel(name)] = self.value(value, depth + 1)
        return Value(span, fields=_without_null(fields))

    def _string(self, node: Tree, span: FileSpan, depth: int) -> Value:
        from hcl2.utils import process_escape_sequences

        pieces: list[str] = []
        for part in _named(node, "string_part"):
            inner = part.children[0]
            if _kind(inner) == "interpolation":
                held = self.value(inner.children[1], depth + 1)
                if held.text is None:
                    return Value(span, unknown=held.unknown or "it is put together")
                pieces.append(held.text)
            elif _kind(inner):
                return Value(span, unknown="it is a template")
            else:
                pieces.append(process_escape_sequences(str(inner)).replace("$${", "${"))
        return Value(span, text="".join(pieces), quoted=True)

    def _looked_up(self, span: FileSpan) -> Value:
        written = _SPACE.sub(" ", self.text[span.start : span.end])
        shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}..."
        if not _REFERENCE.fullmatch(written):
            return Value(span, unknown=f"`{shown}` is not a literal")
        found = self.known.get(written)
        if found is None:
            return Value(span, unknown=f"`{shown}` has no literal value in this module")
        return Value(span, found.text, found.items, found.fields, found.unknown, found.quoted)

    def _span(self, tree: Tree) -> FileSpan:
        start = getattr(tree.meta, "start_pos", 0)
        return FileSpan(self.path, start, min(getattr(tree.meta, "end_pos", start), len(self.text)))

    def _deeper(self, depth: int) -> int:
        if depth > _DEPTH:
            raise TooDeepError
        return depth + 1


def _heredoc(written: str, span: FileSpan) -> Value:
    """The text of `<<EOT`, of `<<-EOT` without the indentation that all lines share."""
    match = _HEREDOC.match(written)
    if match is None:
        return Value(span, unknown="it is a template")
    lines = written[match.end() :].splitlines()
    last = next((number for number, line in enumerate(lines) if line.strip() == match[2]), len(lines))
    text = "".join(f"{line}\n" for line in lines[:last])
    if _TEMPLATE.search(text.replace("$${", "").replace("%%{", "")):
        return Value(span, unknown="it is a template")
    text = text.replace("$${", "${").replace("%%{", "%{")
    return Value(span, text=dedent(text) if match[1] else text, quoted=True)


def _joined(before: Value, value: Value) -> Value:
    return Value(before.span, items=(*(before.items or (before,)), value))


def _without_null(fields: dict[str, Value]) -> dict[str, Value]:
    return {name: each for name, each in fields.items() if each.text != "null" or each.quoted}


def _is_expression(child: object) -> bool:
    return bool(_kind(child)) and _kind(child) != "new_line_or_comment"


def _unwrapped(tree: Tree) -> Tree:
    """The expression inside the nodes of the grammar that only wrap it."""
    while _kind(tree) == "expr_term":
        inner = [child for child in tree.children if _is_expression(child)]
        if len(inner) != 1 or len(inner) != len(tree.children):
            return tree
        tree = inner[0]
    return tree
