"""The syntax tree of a regular expression, as Go's `regexp/syntax` builds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

T = TypeVar("T")


class Op(Enum):
    """What a node is."""

    EMPTY = auto()
    CHARS = auto()
    BEGIN_TEXT = auto()
    END_TEXT = auto()
    BEGIN_LINE = auto()
    END_LINE = auto()
    WORD_BOUNDARY = auto()
    NO_WORD_BOUNDARY = auto()
    CAPTURE = auto()
    REPEAT = auto()
    CONCAT = auto()
    ALTERNATE = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One node; a tree may be a thousand nodes deep: walk it with `fold` or `walk`, never by recursion.

    Attributes:
        op: what it is.
        subs: the nodes below: of CAPTURE and REPEAT one, of CONCAT and ALTERNATE several.
        bits: of CHARS, the ASCII characters that it matches.
        text: of CHARS, the same set in RE2's syntax, with what lies beyond ASCII.
        least: of REPEAT, how often at least.
        most: of REPEAT, how often at most; None is without end.
        greedy: of REPEAT, whether it takes as much as it can.
        number: of CAPTURE, the number of the group, from 1.
        name: of CAPTURE, its name, or "".
        start, end: of CAPTURE, where it stands in the pattern, parentheses included.
        height: the nodes on the longest way down.
        size: the instructions that Go's program would need, as Go estimates them.
        product: the highest product of nested repeat counts.
    """

    op: Op
    subs: tuple[Node, ...] = ()
    bits: int = 0
    text: str = ""
    least: int = 0
    most: int | None = 0
    greedy: bool = True
    number: int = 0
    name: str = ""
    start: int = 0
    end: int = 0
    height: int = 1
    size: int = 1
    product: int = 1


EMPTY = Node(Op.EMPTY)


def _above(subs: tuple[Node, ...]) -> int:
    return 1 + max(sub.height for sub in subs)


def chars(bits: int, text: str) -> Node:
    """A node that matches one character out of a set."""
    return Node(Op.CHARS, bits=bits, text=text)


def capture(sub: Node, number: int, name: str, start: int = 0, end: int = 0) -> Node:
    """A group."""
    return Node(
        Op.CAPTURE,
        (sub,),
        number=number,
        name=name,
        start=start,
        end=end,
        height=sub.height + 1,
        size=sub.size + 2,
        product=sub.product,
    )


def repeat(sub: Node, least: int, most: int | None, *, greedy: bool) -> Node:
    """A node said several times."""
    count = least if most is None else most
    return Node(
        Op.REPEAT,
        (sub,),
        least=least,
        most=most,
        greedy=greedy,
        height=sub.height + 1,
        size=max(1, _copies(sub.size, least, most)),
        product=1 if most == 0 else max(1, count) * sub.product,
    )


def _copies(size: int, least: int, most: int | None) -> int:
    """The instructions of a repetition: x{2,5} is xx(x(x(x)?)?)?, x{2,} is xx+, x* is (x+)?."""
    if most is not None:
        return most * size + most - least
    return least * size + 1 if least else size + 2


def concat(parts: list[Node]) -> Node:
    """One node after the other."""
    subs = tuple(_flat(parts, Op.CONCAT))
    if len(subs) < 2:
        return subs[0] if subs else EMPTY
    size, product = sum(sub.size for sub in subs), max(sub.product for sub in subs)
    return Node(Op.CONCAT, subs, height=_above(subs), size=size, product=product)


def alternate(choices: list[Node]) -> Node:
    """One node or the other, the earlier preferred."""
    subs = tuple(_flat(choices, Op.ALTERNATE))
    if len(subs) == 1:
        return subs[0]
    size, product = sum(sub.size + 1 for sub in subs) - 1, max(sub.product for sub in subs)
    return Node(Op.ALTERNATE, subs, height=_above(subs), size=size, product=product)


def _flat(nodes: list[Node], op: Op) -> Iterator[Node]:
    for node in nodes:
        if node.op is op:
            yield from node.subs
        else:
            yield node


def walk(root: Node) -> Iterator[Node]:
    """Every node, parents first, from left to right."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.subs))


def fold(root: Node, combine: Callable[[Node, list[T]], T]) -> T:
    """The value of a tree from the values of its nodes, children first; without recursion.

    Args:
        root: the tree.
        combine: the value of a node, given the values of the nodes below.
    """
    values: list[T] = []
    stack = [(root, False)]
    while stack:
        node, below_done = stack.pop()
        if below_done or not node.subs:
            count = len(node.subs)
            below = values[len(values) - count :]
            del values[len(values) - count :]
            values.append(combine(node, below))
        else:
            stack.append((node, True))
            stack.extend((sub, False) for sub in reversed(node.subs))
    return values[0]
