"""What the form of a tree says at once; where it says nothing, the automata know."""

from __future__ import annotations

from ddlint.model.regexp.chars import TAG
from ddlint.model.regexp.tree import Node, Op, fold

_BEGIN = frozenset({Op.BEGIN_TEXT, Op.BEGIN_LINE})
_END = frozenset({Op.END_TEXT, Op.END_LINE})


def bound_at_start(tree: Node) -> bool:
    """Whether what matches plainly matches from the tag's start: `^` or `.*` stands first on every way."""
    return fold(tree, lambda node, below: _bound(node, below, _BEGIN, 0))


def bound_at_end(tree: Node) -> bool:
    """Whether what matches plainly matches up to the tag's end: `$` or `.*` stands last on every way."""
    return fold(tree, lambda node, below: _bound(node, below, _END, -1))


def _bound(node: Node, below: list[bool], anchors: frozenset[Op], side: int) -> bool:
    if node.op is Op.ALTERNATE:
        return all(below)
    if node.op is Op.REPEAT:
        return (below[0] and node.least > 0) or _takes_all(node)
    return below[side] if below else node.op in anchors


def _takes_all(node: Node) -> bool:
    """Whether it is `.*` or `.+`, as far as tags go."""
    sub = node.subs[0]
    return node.most is None and sub.op is Op.CHARS and sub.bits & TAG == TAG


def takes_part(tree: Node, number: int) -> bool:
    """Whether a group plainly takes part in every match."""
    return fold(tree, lambda node, below: _takes_part(node, below, number))


def _takes_part(node: Node, below: list[bool], number: int) -> bool:
    if node.op is Op.CAPTURE and node.number == number:
        return True
    if node.op is Op.ALTERNATE:
        return all(below)
    if node.op is Op.REPEAT:
        return below[0] and node.least > 0
    return any(below)
