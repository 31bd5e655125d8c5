"""The first document of a text as go-yaml v3 parses it, comments attached.

Tokens are asked for in go-yaml's order, because the comments known at that time decide what a node gets.
Source: observed behaviour of go.yaml.in/yaml/v3 v3.0.4 (`parserc.go`, `decode.go`).
"""

from __future__ import annotations

from functools import lru_cache

from ddlint.model.goyaml.directives import STANDARD_TAGS, directives
from ddlint.model.goyaml.nodes import Node, Parsed
from ddlint.model.goyaml.stream import Stream
from ddlint.model.goyaml.tokens import GoYamlError, Kind, Token, TooDeepError

MAX_DEPTH = 100
_NO_BLOCK_ENTRY = frozenset({Kind.BLOCK_ENTRY, Kind.BLOCK_END})
_NO_INDENTLESS_ENTRY = frozenset({Kind.BLOCK_ENTRY, Kind.KEY, Kind.VALUE, Kind.BLOCK_END})
_NO_BLOCK_NODE = frozenset({Kind.KEY, Kind.VALUE, Kind.BLOCK_END})
_NO_CONTENT = frozenset(
    {
        Kind.VERSION_DIRECTIVE,
        Kind.TAG_DIRECTIVE,
        Kind.DOCUMENT_START,
        Kind.DOCUMENT_END,
        Kind.STREAM_END,
    }
)


def parse(text: str) -> Parsed:
    """Parse the first document of `text` (line breaks as they are, no CR LF). The tree is not to be changed.

    Raises:
        GoYamlError: go-yaml refuses the document.
        TooDeepError: it nests deeper than `MAX_DEPTH`.
    """
    return _remembered(text)


def _parse(text: str) -> Parsed:
    parser = _Parser(text)
    root, end = parser.document()
    return Parsed(root, end, tuple(parser.comments))


#: The reader, the rewriting and the objects of a file ask for the same document one after the other.
_remembered = lru_cache(maxsize=1)(_parse)


class _Parser:
    def __init__(self, text: str) -> None:
        self._stream = Stream(text)
        self._peek, self._skip = self._stream.peek, self._stream.skip
        self.comments = self._stream.comments
        self._tags = STANDARD_TAGS
        self._anchors: dict[str, Node] = {}
        self._depth = 0

    def document(self) -> tuple[Node | None, int]:
        self._peek()
        self._skip()
        token = self._peek()
        if token.kind is Kind.STREAM_END:
            return None, token.start
        if token.kind in _NO_CONTENT and token.kind is not Kind.DOCUMENT_END:
            root = self._explicit_document()
        else:
            root = self._node(block=True, indentless=False)
        end = self._peek()
        return root, end.end if end.kind is Kind.DOCUMENT_END else end.start

    def _explicit_document(self) -> Node:
        self._tags = directives(self._stream)
        token = self._peek()
        if token.kind is not Kind.DOCUMENT_START:
            raise GoYamlError(token.start, "did not find expected <document start>")
        self._skip()
        token = self._peek()
        if token.kind in _NO_CONTENT:
            return self._empty(token.start)
        return self._node(block=True, indentless=False)

    def _empty(self, at: int) -> Node:
        return Node("scalar", at, at)

    def _node(self, *, block: bool, indentless: bool) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TooDeepError(self._peek().start)
        token = self._peek()
        node = self._alias(token) if token.kind is Kind.ALIAS else self._content(block, indentless)
        self._depth -= 1
        return node

    def _alias(self, token: Token) -> Node:
        node = Node("alias", token.start, token.end)
        node.value = token.value
        self._stream.give_comments(node)
        self._skip()
        node.target = self._anchors.get(token.value)
        if node.target is None:
            raise GoYamlError(token.start, f"unknown anchor '{token.value}' referenced")
        return node

    def _properties(self) -> tuple[str, str]:
        """Read anchor and tag, in either order, one of each."""
        anchor = tag = ""
        token = self._peek()
        for _ in range(2):
            if token.kind is Kind.ANCHOR and not anchor:
                anchor = token.value
            elif token.kind is Kind.TAG and not tag:
                tag = self._resolve_tag(token)
            else:
                break
            self._skip()
            token = self._peek()
        return anchor, tag

    def _resolve_tag(self, token: Token) -> str:
        if not token.style:
            return token.value
        prefix = self._tags.get(token.style)
        if prefix is None:
            raise GoYamlError(token.start, "found undefined tag handle")
        return prefix + token.value

    def _content(self, block: bool, indentless: bool) -> Node:
        outer = self._peek().start
        anchor, tag = self._properties()
        token = self._peek()
        node = self._start(token, block, indentless, bool(anchor or tag))
        node.outer, node.anchor, node.tag = outer, anchor, tag
        if anchor:
            self._anchors[anchor] = node
        if token.kind is not Kind.SCALAR and node.kind != "scalar":
            self._fill(node, token.kind)
        return node

    def _start(self, token: Token, block: bool, indentless: bool, properties: bool) -> Node:
        if indentless and token.kind is Kind.BLOCK_ENTRY:
            return Node("sequence", token.start, token.end)
        if token.kind is Kind.SCALAR:
            node = Node("scalar", token.start, token.end)
            node.value, node.style = token.value, token.style
            self._stream.give_comments(node)
            self._skip()
            return node
        if token.kind in {Kind.FLOW_SEQUENCE_START, Kind.FLOW_MAPPING_START}:
            mapping = token.kind is Kind.FLOW_MAPPING_START
            node = Node("mapping" if mapping else "sequence", token.start, token.end)
            node.style = "{" if mapping else "["
            self._stream.give_comments(node)
            return node
        if block and token.kind is Kind.BLOCK_SEQUENCE_START:
            return Node("sequence", token.start, token.end)
        if block and token.kind is Kind.BLOCK_MAPPING_START:
            return Node("mapping", token.start, token.end)
        if properties:
            return self._empty(token.start)
        raise GoYamlError(token.start, "did not find expected node content")

    def _fill(self, node: Node, kind: Kind) -> None:
        if kind is Kind.BLOCK_ENTRY:
            self._indentless_sequence(node)
        elif kind is Kind.BLOCK_SEQUENCE_START:
            self._block_sequence(node)
        elif kind is Kind.BLOCK_MAPPING_START:
            self._block_mapping(node)
        elif kind is Kind.FLOW_SEQUENCE_START:
            self._flow_sequence(node)
        else:
            self._flow_mapping(node)

    def _entry(self, node: Node, token: Token, empty: frozenset[Kind]) -> None:
        stem = self._stream.head_length
        self._skip()
        following = self._peek()
        if stem and following.kind in {Kind.BLOCK_SEQUENCE_START, Kind.BLOCK_MAPPING_START}:
            # The comment above `- key: ...` belongs to the collection, not to its first key.
            node.stems += self._stream.cut_stem(stem)
        if following.kind in empty:
            node.items.append(self._empty(token.end))
        else:
            node.items.append(self._node(block=True, indentless=False))

    def _block_sequence(self, node: Node) -> None:
        self._skip()
        while (token := self._peek()).kind is Kind.BLOCK_ENTRY:
            self._entry(node, token, _NO_BLOCK_ENTRY)
        if token.kind is not Kind.BLOCK_END:
            raise GoYamlError(token.start, "did not find expected '-' indicator")
        node.end = token.end
        self._skip()

    def _indentless_sequence(self, node: Node) -> None:
        while (token := self._peek()).kind is Kind.BLOCK_ENTRY:
            self._entry(node, token, _NO_INDENTLESS_ENTRY)
        node.end = token.start

    def _block_mapping(self, node: Node) -> None:
        self._skip()
        while (token := self._peek()).kind is Kind.KEY:
            self._skip()
            key = self._block_node(token.end)
            node.pairs.append((key, self._block_value()))
        if token.kind is not Kind.BLOCK_END:
            raise GoYamlError(token.start, "did not find expected key")
        self._stream.give_comments(Node("scalar", 0, 0))
        node.end = token.end
        self._skip()

    def _block_node(self, mark: int) -> Node:
        if self._peek().kind in _NO_BLOCK_NODE:
            return self._empty(mark)
        return self._node(block=True, indentless=True)

    def _block_value(self) -> Node:
        token = self._peek()
        if token.kind is not Kind.VALUE:
            return self._empty(token.start)
        self._skip()
        return self._block_node(token.end)

    def _flow_sequence(self, node: Node) -> None:
        self._skip()
        first = True
        while (token := self._peek()).kind is not Kind.FLOW_SEQUENCE_END:
            token = self._separator(token, first, "did not find expected ',' or ']'")
            first = False
            if token.kind is Kind.KEY:
                node.items.append(self._single_pair(token))
            elif token.kind is not Kind.FLOW_SEQUENCE_END:
                node.items.append(self._node(block=False, indentless=False))
            else:
                break
        self._flow_end(node)

    def _separator(self, token: Token, first: bool, problem: str) -> Token:
        if first:
            return token
        if token.kind is not Kind.FLOW_ENTRY:
            raise GoYamlError(token.start, problem)
        self._skip()
        return self._peek()

    def _flow_end(self, node: Node) -> None:
        closing = Node("scalar", 0, 0)
        self._stream.give_comments(closing)
        node.closing_spans = closing.line_spans + closing.head_spans
        node.end = self._peek().end
        self._skip()

    def _single_pair(self, start: Token) -> Node:
        pair = Node("mapping", start.start, start.end)
        pair.style = "{"
        self._skip()
        token = self._peek()
        if token.kind in {Kind.VALUE, Kind.FLOW_ENTRY, Kind.FLOW_SEQUENCE_END}:
            self._skip()
            key = self._empty(token.end)
        else:
            key = self._node(block=False, indentless=False)
        pair.pairs.append((key, self._flow_value(Kind.FLOW_SEQUENCE_END)))
        pair.end = self._peek().start
        return pair

    def _flow_value(self, closing: Kind) -> Node:
        token = self._peek()
        if token.kind is Kind.VALUE:
            self._skip()
            token = self._peek()
            if token.kind not in {Kind.FLOW_ENTRY, closing}:
                return self._node(block=False, indentless=False)
        return self._empty(token.start)

    def _flow_mapping(self, node: Node) -> None:
        self._skip()
        first = True
        while (token := self._peek()).kind is not Kind.FLOW_MAPPING_END:
            token = self._separator(token, first, "did not find expected ',' or '}'")
            first = False
            if token.kind is Kind.FLOW_MAPPING_END:
                break
            node.pairs.append(self._flow_pair(token))
        self._flow_end(node)

    def _flow_pair(self, token: Token) -> tuple[Node, Node]:
        if token.kind is not Kind.KEY:
            return self._node(block=False, indentless=False), self._empty(self._peek().start)
        self._skip()
        token = self._peek()
        if token.kind in {Kind.VALUE, Kind.FLOW_ENTRY, Kind.FLOW_MAPPING_END}:
            key = self._empty(token.start)
        else:
            key = self._node(block=False, indentless=False)
        return key, self._flow_value(Kind.FLOW_MAPPING_END)
