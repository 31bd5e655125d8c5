"""A tag that a pattern matches, as people would write one."""

from __future__ import annotations

from functools import lru_cache

from ddlint.model.regexp import chars
from ddlint.model.regexp.pattern import Pattern
from ddlint.model.regexp.tree import Node, Op, fold, walk
from ddlint.model.regexp.witness import LONGEST_TAG, witness

#: What groups that hold a timestamp are called.
TIME_NAMES = frozenset({"ts", "time", "timestamp", "date", "datetime", "epoch", "unix", "stamp"})
_ANYTHING = "x"
_SECONDS = "1700000000123456789"
_HEXADECIMAL = chars.DIGITS | chars.of("abcdef")
_COMMIT = "1a2b3c4d5e6f7a8b9c0d"
_LIKED = tuple(map(chars.of, "a1x-"))


@lru_cache(maxsize=1024)
def example(pattern: Pattern) -> str | None:
    """A tag that `pattern` matches; None where there is none, or none was found."""
    written = _Writer(pattern.tree).write()
    if is_tag(written) and pattern.matches(written):
        return written
    return witness([pattern]).tag


def is_tag(text: str) -> bool:
    """Whether the OCI distribution specification allows it as a tag."""
    return (
        0 < len(text) <= LONGEST_TAG
        and not chars.of(text) & ~chars.TAG
        and text.isascii()
        and text[0] not in "-."
    )


class _Writer:
    def __init__(self, tree: Node) -> None:
        self._tree = tree
        self._runs = sum(_is_run(node) and _is_digits(node.subs[0]) for node in walk(tree))
        self._written = 0

    def write(self) -> str:
        return fold(self._tree, self._text)

    def _text(self, node: Node, below: list[str]) -> str:
        if node.op is Op.CHARS:
            return _one(node.bits)
        if node.op is Op.ALTERNATE:
            return below[0]
        if node.op is Op.REPEAT:
            return self._repeated(node, below[0])
        text = "".join(below)[: 2 * LONGEST_TAG]
        return _SECONDS[:10] if text == _ANYTHING and node.name.lower() in TIME_NAMES else text

    def _repeated(self, node: Node, once: str) -> str:
        sub = node.subs[0]
        if not _is_run(node):
            return (once * node.least)[: 2 * LONGEST_TAG]
        if _is_digits(sub):
            return self._digits(node)
        if sub.bits & chars.TAG == chars.TAG:
            return _ANYTHING * max(node.least, 1)
        if sub.bits & chars.TAG & ~chars.of("ABCDEF") == _HEXADECIMAL:
            return _cut(_COMMIT, node, 7)
        return once * max(node.least, 1)

    def _digits(self, node: Node) -> str:
        self._written += 1
        if self._runs > 1 and node.least <= 1 and node.most is None:
            return str(self._written)
        return _cut(_SECONDS, node, 10)


def _is_run(node: Node) -> bool:
    """Whether it is one set of characters, said more than once or without end."""
    return node.op is Op.REPEAT and node.subs[0].op is Op.CHARS and (node.most is None or node.most > 1)


def _is_digits(node: Node) -> bool:
    return node.op is Op.CHARS and bool(node.bits & chars.TAG) and not node.bits & chars.TAG & ~chars.DIGITS


def _cut(text: str, node: Node, usual: int) -> str:
    length = max(node.least, usual if node.most is None else min(usual, node.most))
    return (text * (length // len(text) + 1))[:length]


def _one(bits: int) -> str:
    """A character of a set that a tag may hold; "" where there is none. A lone `.` mostly means itself."""
    if bits & chars.TAG == chars.TAG:
        return "."
    bits = next((bits & liked for liked in _LIKED if bits & liked), bits & chars.TAG)
    return chr((bits & -bits).bit_length() - 1) if bits else ""
