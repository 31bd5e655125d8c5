"""The nodes of a document over libyaml's events: a fifth of the time of the exact parser.

Nodes stand where `goyaml.parser` puts them; their own comments are left empty, since which comment belongs to
which node is what only the exact parser tells.
"""

from __future__ import annotations

import re
from typing import Any

from ddlint.model import libyaml
from ddlint.model.goyaml.nodes import Node, Parsed
from ddlint.model.goyaml.parser import MAX_DEPTH, parse
from ddlint.model.goyaml.tokens import GoYamlError

_LARGEST = 1024 * 1024
_PROPERTIES = re.compile(r"(?:(?:&[0-9A-Za-z_-]+|!\S*)(?:\s+(?:#[^\n]*)?)*)*")
_HEADER_COMMENT = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\n]*)")
_ODD = re.compile("[\r\x85\u2028\u2029\ufeff]|^[%?]|(?<=\n)(?:---|\\.\\.\\.)", re.MULTILINE)


def parse_layout(text: str) -> Parsed:
    """The first document of `text`, with its comments, but without telling whose they are.

    Raises:
        GoYamlError, TooDeepError: as `goyaml.parser.parse`, which is asked where the events leave doubts.
    """
    if not _ODD.search(text):
        try:
            return _Tree(text).read()
        except (libyaml.YAMLError, _DoubtError):
            pass
    if len(text) > _LARGEST:
        raise GoYamlError(0, "too large to be read exactly")
    return parse(text)


class _DoubtError(Exception):
    pass


class _Tree:
    def __init__(self, text: str) -> None:
        self._text = text
        self._scalars: list[Node] = []
        self._root: Node | None = None
        self._open: list[Node] = []
        self._keys: list[Node | None] = []
        self._anchors: dict[str, Node] = {}

    def read(self) -> Parsed:
        for event in iter(libyaml.event_parser(self._text).get_event, None):
            kind = type(event)
            if kind is libyaml.ScalarEvent:
                self._add(self._scalar(event))
            elif kind is libyaml.MappingStartEvent or kind is libyaml.SequenceStartEvent:
                self._enter(self._collection(event, mapping=kind is libyaml.MappingStartEvent))
            elif kind is libyaml.MappingEndEvent or kind is libyaml.SequenceEndEvent:
                self._keys.pop()
                self._open.pop().end = event.end_mark.index
            elif kind is libyaml.AliasEvent:
                self._add(self._alias(event))
        return Parsed(self._root, len(self._text), tuple(self._comments()))

    def _add(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        if parent.kind == "sequence":
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = node
        else:
            parent.pairs.append((key, node))
            self._keys[-1] = None

    def _enter(self, node: Node) -> None:
        self._add(node)
        self._open.append(node)
        self._keys.append(None)
        if len(self._open) > MAX_DEPTH:
            raise _DoubtError

    def _scalar(self, event: Any) -> Node:  # noqa: ANN401 - the binding's classes are untyped
        start, end = event.start_mark.index, event.end_mark.index
        node = Node("scalar", start, end)
        node.value, node.style = event.value, event.style or ""
        if event.ctag is not None or event.anchor:
            self._dress(node, event)
        if node.style in {"|", ">"}:
            node.end = self._last_line(node.start, end)
        self._scalars.append(node)
        return node

    def _last_line(self, start: int, end: int) -> int:
        """The end of a block scalar's last line that is not empty."""
        content = start + len(self._text[start:end].rstrip())
        line_end = self._text.find("\n", content, end)
        return end if line_end < 0 else line_end

    def _dress(self, node: Node, event: Any) -> None:  # noqa: ANN401
        match = _PROPERTIES.match(self._text, node.start)
        node.start = min(match.end(), node.end) if match else node.start
        node.anchor = event.anchor or ""
        node.tag = str(event.tag or "") if event.ctag is not None else ""
        if node.anchor:
            self._anchors[node.anchor] = node

    def _collection(self, event: Any, *, mapping: bool) -> Node:  # noqa: ANN401
        node = Node("mapping" if mapping else "sequence", event.start_mark.index, event.end_mark.index)
        if event.ctag is not None or event.anchor:
            node.end = len(self._text)
            self._dress(node, event)
        if event.flow_style:
            node.style = "{" if mapping else "["
        return node

    def _alias(self, event: Any) -> Node:  # noqa: ANN401
        node = Node("alias", event.start_mark.index, event.end_mark.index)
        node.value, node.target = event.anchor, self._anchors.get(event.anchor)
        if node.target is None:
            raise _DoubtError
        return node

    def _comments(self) -> list[tuple[int, int]]:
        """Every `#` outside scalars begins a comment, to the end of its line."""
        found, text, number = [], self._text, 0
        at = text.find("#")
        while at >= 0:
            while number < len(self._scalars) and self._scalars[number].end <= at:
                number += 1
            scalar = self._scalars[number] if number < len(self._scalars) else None
            if scalar is not None and scalar.start <= at:
                header = _HEADER_COMMENT.match(text, scalar.start) if scalar.style in {"|", ">"} else None
                if header and header.start(1) == at:
                    found.append(header.span(1))
                at = text.find("#", scalar.end)
                continue
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            found.append((at, end))
            at = text.find("#", end)
        return found
