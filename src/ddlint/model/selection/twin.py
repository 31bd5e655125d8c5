r"""The same pattern for Python's `re`, where that is certain to do the same, and in linear time.

A policy is asked about a hundred thousand tags, and RE2 takes four times as long for each, in its bindings.
Most filters are plain: anchored in front, and at every character there is one way on at most. Such a pattern
matches alike in both, and never backtracks: each repetition is possessive (`++`), which changes nothing where
what follows cannot begin with a character that it repeats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ddlint.model.regexp.chars import members
from ddlint.model.regexp.tree import Node, Op

_HIGHEST = 20  # deeper trees are left to RE2
_NEWLINE = 1 << ord("\n")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern in the syntax of `re`.

    Attributes:
        text: that syntax.
        first: the characters that it, or what follows where it is empty, can begin with.
        nullable: whether it can be empty.
    """

    text: str
    first: int
    nullable: bool


def twin(tree: Node) -> re.Pattern[str] | None:
    """The pattern, to be used with `match` on ASCII texts without line ends; None where RE2 has to decide."""
    if tree.op is not Op.CONCAT or tree.subs[0].op is not Op.BEGIN_TEXT or tree.height > _HIGHEST:
        return None
    part = _sequence(tree.subs[1:], 0)
    return re.compile(part.text, re.ASCII) if part else None


def _part(node: Node, follow: int) -> _Part | None:
    """One node, where the next one can begin with the characters of `follow`."""
    found: _Part | None = None
    match node.op:
        case Op.CHARS if node.bits & ~_NEWLINE:
            found = _Part(_characters(node.bits), node.bits, False)
        case Op.END_TEXT:
            found = _Part(r"\Z", 0, False)
        case Op.CAPTURE:
            found = _part(node.subs[0], follow)
            found = found and replace(found, text=f"({found.text})")
        case Op.CONCAT:
            found = _sequence(node.subs, follow)
        case Op.ALTERNATE:
            found = _choice(node.subs, follow)
        case Op.REPEAT:
            found = _repetition(node, follow)
    return found


def _sequence(nodes: tuple[Node, ...], follow: int) -> _Part | None:
    texts: list[str] = []
    nullable = True
    for node in reversed(nodes):
        part = _part(node, follow)
        if part is None:
            return None
        texts.append(part.text)
        follow = part.first
        nullable = nullable and part.nullable
    return _Part("".join(reversed(texts)), follow, nullable)


def _choice(nodes: tuple[Node, ...], follow: int) -> _Part | None:
    """Alternatives that begin with different characters: one of them is possible at most."""
    texts: list[str] = []
    first = 0
    for node in nodes:
        part = _part(node, follow)
        if part is None or part.nullable or first & part.first:
            return None
        first |= part.first
        texts.append(part.text)
    return _Part(f"(?:{'|'.join(texts)})", first, False)


def _repetition(node: Node, follow: int) -> _Part | None:
    (sub,) = node.subs
    part = _part(sub, follow)
    if part is None or part.nullable or not node.greedy or node.most == 0:
        return None
    if node.least == node.most and sub.op is Op.CHARS:
        return _Part(f"{part.text}{{{node.least}}}", part.first, False)
    if part.first & follow or (sub.op is not Op.CHARS and (node.least, node.most) != (0, 1)):
        return None
    count = f"{{{node.least},{'' if node.most is None else node.most}}}+"
    first = part.first | (0 if node.least else follow)
    return _Part(f"(?:{part.text}){count}", first, not node.least)


def _characters(bits: int) -> str:
    return "[" + "".join(f"\\x{ord(each):02x}" for each in members(bits & ~_NEWLINE)) + "]"


def needed(tree: Node) -> str:
    """A text that stands in every ASCII text that the pattern matches; "" where none is plain to see."""
    runs = [""]
    for node in tree.subs if tree.op is Op.CONCAT else (tree,):
        single = node.op is Op.CHARS and node.bits.bit_count() == 1
        if single:
            runs[-1] += next(members(node.bits))
        elif runs[-1]:
            runs.append("")
    return max(runs, key=len)
