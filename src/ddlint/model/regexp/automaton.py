"""A syntax tree as an automaton over the characters of a tag, for questions about all tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from ddlint.model.regexp.tree import Node, Op, fold

LARGEST = 5000  # instructions; a pattern for tags has about fifty


#: What must hold for a step that takes no character, as bits.
BEGIN, END, BOUNDARY, NO_BOUNDARY = 1, 2, 4, 8
_GUARDS = {
    Op.BEGIN_TEXT: BEGIN,
    Op.BEGIN_LINE: BEGIN,  # a tag has one line
    Op.END_TEXT: END,
    Op.END_LINE: END,
    Op.WORD_BOUNDARY: BOUNDARY,
    Op.NO_WORD_BOUNDARY: NO_BOUNDARY,
}


@dataclass(frozen=True, slots=True)
class Jump:
    """A step that takes no character; `group` is entered where it is positive, left where it is negative."""

    to: int
    guard: int = 0
    group: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A step that takes one character out of a set."""

    to: int
    bits: int


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A part of the automaton: its states from `low` up to `high`, where it begins and where it ends."""

    low: int
    high: int
    start: int
    end: int


@dataclass(slots=True)
class Automaton:
    """The states by number, with their steps; it accepts where it reaches `accept`."""

    jumps: list[list[Jump]] = field(default_factory=list)
    steps: list[list[Step]] = field(default_factory=list)
    start: int = 0
    accept: int = 0

    def _state(self) -> int:
        self.jumps.append([])
        self.steps.append([])
        return len(self.jumps) - 1

    def build(self, node: Node, below: list[_Fragment]) -> _Fragment:
        """The fragment of a node; those of the nodes below were built right before, one after the other."""
        low = below[0].low if below else len(self.jumps)
        start, end = self._joined(node, below)
        return _Fragment(low, len(self.jumps), start, end)

    def _joined(self, node: Node, below: list[_Fragment]) -> tuple[int, int]:
        if node.op is Op.CONCAT:
            for first, second in pairwise(below):
                self.jumps[first.end].append(Jump(second.start))
            return below[0].start, below[-1].end
        if node.op is Op.REPEAT:
            return self._repeated(node, below[0])
        start, end = self._state(), self._state()
        if node.op is Op.CHARS:
            self.steps[start].append(Step(end, node.bits))
        elif node.op is Op.CAPTURE:
            self.jumps[start].append(Jump(below[0].start, group=node.number))
            self.jumps[below[0].end].append(Jump(end, group=-node.number))
        elif node.op is Op.ALTERNATE:
            for choice in below:
                self.jumps[start].append(Jump(choice.start))
                self.jumps[choice.end].append(Jump(end))
        else:
            self.jumps[start].append(Jump(end, _GUARDS.get(node.op, 0)))
        return start, end

    def _repeated(self, node: Node, once: _Fragment) -> tuple[int, int]:
        start, end = self._state(), self._state()
        count = max(1, node.least if node.most is None else node.most)
        copies = [once, *(self._copy(once) for _ in range(count - 1))]
        at = start
        for number, copy in enumerate(copies):
            if number >= node.least:
                self.jumps[at].append(Jump(end))
            if node.most != 0:
                self.jumps[at].append(Jump(copy.start))
            at = copy.end
        self.jumps[at].append(Jump(end))
        if node.most is None:
            self.jumps[at].append(Jump(copies[-1].start))
        return start, end

    def _copy(self, fragment: _Fragment) -> _Fragment:
        shift = len(self.jumps) - fragment.low
        inside = range(fragment.low, fragment.high)
        for state in inside:
            self.jumps.append([Jump(jump.to + shift, jump.guard, jump.group) for jump in self.jumps[state]])
            self.steps.append([Step(step.to + shift, step.bits) for step in self.steps[state]])
        return _Fragment(
            fragment.low + shift, fragment.high + shift, fragment.start + shift, fragment.end + shift
        )


def automaton_of(tree: Node) -> Automaton | None:
    """The automaton of a tree; None where it would be too large to ask it anything."""
    if tree.size > LARGEST:
        return None
    automaton = Automaton()
    whole = fold(tree, automaton.build)
    automaton.start, automaton.accept = whole.start, whole.end
    return automaton
