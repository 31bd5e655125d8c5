"""The tree that go-yaml v3 makes of a document, with the comments it gives to each node."""

from __future__ import annotations

from typing import NamedTuple

Spans = tuple[tuple[int, int], ...]
NOWHERE: Spans = ()


class Node:
    """A node: characters `start` to `end`, without its anchor and tag.

    Attributes:
        kind: `scalar`, `mapping`, `sequence` or `alias`.
        value: of a scalar; of an alias, the anchor's name.
        style: of a scalar: empty for plain, else its indicator; of a collection in flow style: its bracket.
        tag, anchor: as the parser resolves them; or empty.
        outer: where the node begins with its anchor and tag.
        head, line: its comments, `#` included, several joined by line breaks.
        head_spans, line_spans: where they stand.
        stems: where the comments above items that are collections stand, of a block sequence.
        closing_spans: where the comments behind a closing bracket stand, of a collection in flow style.
        pairs: of a mapping.
        items: of a sequence.
        target: of an alias.
    """

    __slots__ = (
        "anchor",
        "closing_spans",
        "end",
        "head",
        "head_spans",
        "items",
        "kind",
        "line",
        "line_spans",
        "outer",
        "pairs",
        "start",
        "stems",
        "style",
        "tag",
        "target",
        "value",
    )

    def __init__(self, kind: str, start: int, end: int) -> None:
        """Make a node without content."""
        self.kind = kind
        self.start = start
        self.end = end
        self.outer = start
        self.value = self.style = self.tag = self.anchor = self.head = self.line = ""
        self.pairs: list[tuple[Node, Node]] = []
        self.items: list[Node] = []
        self.target: Node | None = None
        self.head_spans = self.line_spans = self.closing_spans = self.stems = NOWHERE


class Parsed(NamedTuple):
    """The first document of a text.

    Attributes:
        root: None where there is no document at all.
        end: where it ends: what follows is never read.
        comments: every comment met, with or without a node to belong to.
    """

    root: Node | None
    end: int
    comments: Spans
