"""Scalars and their surroundings out of a go-yaml tree: the exact, slow way of reading a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ddlint.model.goyaml.nodes import Node, Parsed
from ddlint.model.route import Container
from ddlint.model.scalar import IMAGE_KEYS, Comment, Scalar, Style
from ddlint.model.yaml_null import is_dropped_metadata
from ddlint.model.yaml_pieces import Lines

STYLES = {
    "": Style.PLAIN,
    "'": Style.SINGLE,
    '"': Style.DOUBLE,
    "|": Style.LITERAL,
    ">": Style.FOLDED,
}
BEHIND = re.compile(r"[ \t]*,?[ \t]*(#[^\r\n\x85\u2028\u2029]*)")
BLOCK_HEADER = re.compile(r"[|>][+0-9-]{0,2}[ \t]+(#[^\r\n\x85\u2028\u2029]*)")


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A value of a document: where it stands, and whether Flux visits it.

    Attributes:
        node: the value; an alias is not followed.
        key: the key node, of a mapping's member.
        parent, step: where it stands.
        visited: False below the second of two equal keys.
    """

    node: Node
    key: Node | None
    parent: Container
    step: str | int
    visited: bool


@dataclass(slots=True)
class Tree:
    """The first document of a piece, read node by node.

    Attributes:
        path, text: the file.
        lines: the piece.
        parsed: what go-yaml makes of it.
        root: the root's container.
        spots: every value, depth first.
    """

    path: str
    text: str
    lines: Lines
    parsed: Parsed
    document: int
    root: Container = field(init=False)
    spots: list[Spot] = field(init=False, default_factory=list)
    _made: dict[int, Scalar] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Collect the values."""
        self.root = Container(None, "", self.document)
        if self.parsed.root is not None:
            self._collect(self.parsed.root, self.root, visited=True)

    def _collect(self, node: Node, inside: Container, *, visited: bool) -> None:
        for spot in _members(node, inside, visited, top=node is self.parsed.root):
            self.spots.append(spot)
            if spot.node.pairs or spot.node.items:
                self._collect(spot.node, Container(inside, spot.step, self.document), visited=spot.visited)

    def scalars(self) -> list[Scalar]:
        """The scalars that are always kept."""
        kept = []
        for spot in self.spots:
            if spot.node.kind == "scalar" and spot.step in IMAGE_KEYS and spot.node.start != spot.node.end:
                scalar = self.scalar(spot)
                spot.parent.scalars.setdefault(str(spot.step), scalar)
                kept.append(scalar)
        return kept

    def scalar(self, spot: Spot) -> Scalar:
        """The scalar at `spot`, always the same object."""
        made = self._made.get(spot.node.start)
        if made is None:
            made = self._made[spot.node.start] = self._make(spot)
        return made

    def _make(self, spot: Spot) -> Scalar:
        node = spot.node
        start, end = self.lines.at(node.start), self.lines.at(node.end)
        style = STYLES[node.style]
        if style in {Style.LITERAL, Style.FOLDED}:
            end = start + len(self.text[start:end].rstrip())
        return Scalar(
            path=self.path,
            text=self.text,
            start=start,
            end=end,
            value=node.value,
            style=style,
            tag=node.tag,
            anchor=node.anchor,
            parent=spot.parent,
            step=spot.step,
            comment=comment_behind(self.text, start, end, style),
        )


def _members(node: Node, inside: Container, visited: bool, *, top: bool) -> Iterator[Spot]:
    for index, item in enumerate(node.items):
        yield Spot(item, None, inside, index, visited)
    seen: set[str] = set()
    for key, value in node.pairs:
        yield Spot(value, key, inside, key.value, visited and key.value not in seen)
        if not (top and key.value == "metadata" and is_dropped_metadata(value)):
            seen.add(key.value)


def comment_behind(text: str, start: int, end: int, style: Style) -> Comment | None:
    """The comment on the last line of the scalar at `start` to `end`, or on a block scalar's header."""
    block = style in {Style.LITERAL, Style.FOLDED}
    match = BLOCK_HEADER.match(text, start) if block else BEHIND.match(text, end)
    if match is None:
        return None
    comment = match.group(1).rstrip(" \t")
    return Comment(match.start(1), match.start(1) + len(comment), comment)
