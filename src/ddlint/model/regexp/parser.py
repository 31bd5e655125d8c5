"""Reading a pattern as Go's `regexp` does: the syntax tree, or the fault that Go reports.

Source: golang/go, src/regexp/syntax (doc.go, parse.go); Flux compiles patterns with `regexp.Compile`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ddlint.model.regexp import chars, tree
from ddlint.model.regexp.advice import fault_at, stop
from ddlint.model.regexp.char_class import literal, one_of, read_class, read_group
from ddlint.model.regexp.dialect import NEWEST, Dialect
from ddlint.model.regexp.escapes import read_escape
from ddlint.model.regexp.fault import Fault, FaultError, Wrong
from ddlint.model.regexp.groups import Flags, read_opening
from ddlint.model.regexp.repeats import Count, read_count
from ddlint.model.regexp.tree import Node, Op

LONGEST = 8192  # characters; a tag has at most 128
_MOST_GROUPS = 250  # RE2 copies the places of all groups at every step
_HIGHEST = 1000
_LARGEST = (128 << 20) // 40
_MOST_REPEATS = 1000
_SURROGATE = re.compile("[\ud800-\udfff]")
_EMPTY_WIDTH = {
    "\\A": Op.BEGIN_TEXT,
    "\\z": Op.END_TEXT,
    "\\b": Op.WORD_BOUNDARY,
    "\\B": Op.NO_WORD_BOUNDARY,
}


@dataclass(slots=True)
class _Frame:
    """A group that is open: what it holds so far."""

    start: int
    flags_after: Flags
    number: int = 0
    name: str = ""
    choices: list[Node] = field(default_factory=list)
    parts: list[Node] = field(default_factory=list)

    def node(self, end: int = 0) -> Node:
        inner = tree.alternate([*self.choices, tree.concat(self.parts)])
        return tree.capture(inner, self.number, self.name, self.start, end) if self.number else inner


@dataclass(frozen=True, slots=True)
class Syntax:
    """A pattern that Go accepts: its tree, and the names of its groups by number ("" is none)."""

    tree: Node
    names: tuple[str, ...]


def parse(pattern: str, dialect: Dialect = NEWEST) -> Syntax | Fault:
    """Read a pattern.

    Args:
        pattern: the pattern.
        dialect: what the Go in use accepts.

    Returns:
        The syntax, or the first fault that Go would report.
    """
    if len(pattern) > LONGEST:
        return fault_at(Wrong.LIMIT, pattern, 0, 0)
    broken = _SURROGATE.search(pattern)
    if broken:
        return fault_at(Wrong.UTF8, pattern, broken.start(), len(pattern))
    try:
        return _Parser(pattern, dialect).parse()
    except FaultError as error:
        return error.fault


class _Parser:
    def __init__(self, pattern: str, dialect: Dialect) -> None:
        self.pattern, self.dialect = pattern, dialect
        self.flags = Flags()
        self.frames = [_Frame(0, self.flags)]
        self.names = [""]
        self.last_repeat = -1

    def parse(self) -> Syntax:
        position, pattern = 0, self.pattern
        while position < len(pattern):
            before, self.last_repeat = self.last_repeat, -1
            count = read_count(pattern, position)
            if count is not None:
                self.last_repeat = position
                self._repeat(count, position, before)
                position = count.end
            else:
                position = self._step(pattern[position], position)
        if len(self.frames) > 1:
            self._whole(Wrong.MISSING_PAREN, self.frames[1].start)
        return Syntax(self._checked(self.frames[0].node()), tuple(self.names))

    def _step(self, char: str, position: int) -> int:
        match char:
            case "(":
                return self._open(position)
            case ")":
                self._close(position)
            case "|":
                self._next_choice()
            case "^":
                self._push(Node(Op.BEGIN_LINE if self.flags.m else Op.BEGIN_TEXT))
            case "$":
                self._push(Node(Op.END_LINE if self.flags.m else Op.END_TEXT))
            case ".":
                self._push(self._any())
            case "[":
                node, end = read_class(self.pattern, position, self.dialect, fold=self.flags.i)
                self._push(node)
                return end
            case "\\":
                return self._backslash(position)
            case _:
                self._character(position)
        return position + 1

    def _any(self) -> Node:
        if self.flags.s:
            return tree.chars(chars.ASCII, "(?s:.)")
        return tree.chars(chars.ASCII & ~chars.NEWLINE, "(?-s:.)")

    def _character(self, position: int) -> None:
        self._push(literal(ord(self.pattern[position]), fold=self.flags.i))

    def _backslash(self, position: int) -> int:
        escape = self.pattern[position : position + 2]
        if escape in _EMPTY_WIDTH:
            self._push(Node(_EMPTY_WIDTH[escape]))
            return position + 2
        if escape == "\\Q":
            return self._quotation(position + 2)
        group = read_group(self.pattern, position, self.dialect, fold=self.flags.i)
        if group is not None:
            self._push(one_of(group, fold=self.flags.i))
            return group.end
        code, end = read_escape(self.pattern, position)
        self._push(literal(code, fold=self.flags.i))
        return end

    def _quotation(self, start: int) -> int:
        end = self.pattern.find("\\E", start)
        last = end if end >= 0 else len(self.pattern)
        for position in range(start, last):
            self._character(position)
        return min(last + 2, len(self.pattern))

    def _open(self, position: int) -> int:
        opening = read_opening(self.pattern, position, self.flags, self.dialect)
        if opening.opens:
            number = len(self.names) if opening.captures else 0
            self.frames.append(_Frame(position, self.flags, number, opening.name))
            if number:
                self.names.append(opening.name)
            if number > _MOST_GROUPS:
                raise stop(Wrong.LIMIT, self.pattern, position, opening.end)
        self.flags = opening.flags
        return opening.end

    def _close(self, position: int) -> None:
        if len(self.frames) == 1:
            self._whole(Wrong.UNEXPECTED_PAREN, position)
        frame = self.frames.pop()
        self.flags = frame.flags_after
        self._push(frame.node(position + 1))

    def _next_choice(self) -> None:
        frame = self.frames[-1]
        frame.choices.append(self._checked(tree.concat(frame.parts)))
        frame.parts = []

    def _repeat(self, count: Count, start: int, last: int) -> None:
        if not count.valid:
            raise stop(Wrong.REPEAT_SIZE, self.pattern, start, count.end)
        if last >= 0:
            raise stop(Wrong.NESTED_REPEAT, self.pattern, last, count.end)
        parts = self.frames[-1].parts
        if not parts:
            raise stop(Wrong.MISSING_ARGUMENT, self.pattern, start, count.end)
        greedy = count.greedy != self.flags.U
        parts[-1] = self._checked(tree.repeat(parts[-1], count.least, count.most, greedy=greedy))
        if parts[-1].product > _MOST_REPEATS:
            raise stop(Wrong.REPEAT_SIZE, self.pattern, start, count.end)

    def _push(self, node: Node) -> None:
        self.frames[-1].parts.append(self._checked(node))

    def _checked(self, node: Node) -> Node:
        if node.size > _LARGEST:
            self._whole(Wrong.LARGE, 0)
        if node.height > _HIGHEST:
            self._whole(Wrong.NESTING, 0)
        return node

    def _whole(self, wrong: Wrong, position: int) -> None:
        """A fault for which Go quotes the whole pattern, at a better place."""
        fault = fault_at(wrong, self.pattern, position, len(self.pattern))
        raise FaultError(Fault(wrong, self.pattern, fault.start, fault.end, fault.advice))
