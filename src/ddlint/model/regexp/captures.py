"""What a group can capture: exact answers with an example, over all tags, in bounded time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ddlint.model.regexp import chars
from ddlint.model.regexp.alphabet import Block, blocks_of
from ddlint.model.regexp.automaton import Automaton, Jump, automaton_of
from ddlint.model.regexp.determined import Budget, Determined, TooMuchError, guards
from ddlint.model.regexp.pattern import Pattern
from ddlint.model.regexp.tree import Node, Op, fold, walk
from ddlint.model.regexp.witness import LONGEST_TAG, NOWHERE, UNKNOWN, Witness, sets_of

_MOST_TRIES = 40


@dataclass(frozen=True, slots=True)
class Width:
    """How many characters something matches: at least, and at most (None: without end)."""

    least: int
    most: int | None

    @property
    def fixed(self) -> bool:
        """Whether it always matches as many."""
        return self.least == self.most


def group_node(pattern: Pattern, number: int) -> Node | None:
    """The node of a group; 0 is the whole pattern; None where there is no such group."""
    if number == 0:
        return pattern.tree
    found = (node for node in walk(pattern.tree) if node.op is Op.CAPTURE and node.number == number)
    return next(found, None)


def width(tree: Node) -> Width:
    """How many characters a tree can match, whatever stands around it."""
    return fold(tree, _width)


def _width(node: Node, below: list[Width]) -> Width:
    if node.op is Op.CHARS:
        return Width(1, 1)
    if node.op is Op.ALTERNATE:
        return Width(min(sub.least for sub in below), _most(below, max))
    if node.op is Op.REPEAT:
        inner = below[0].most
        most = 0 if inner == 0 else None if inner is None or node.most is None else inner * node.most
        return Width(below[0].least * node.least, 0 if node.most == 0 else most)
    return Width(sum(sub.least for sub in below), _most(below, sum))


def _most(below: list[Width], combine: object) -> int | None:
    bounds = [sub.most for sub in below]
    known = [bound for bound in bounds if bound is not None]
    if len(known) < len(bounds):
        return None
    return sum(known) if combine is sum else max(known)


def characters(tree: Node) -> int:
    """The characters of tags that a tree can match, as a bit set; what stands around it may forbid some."""
    bits = 0
    for node in walk(tree):
        bits |= node.bits
    return bits & chars.TAG


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a search stands: a state of the pattern, what it read, and where the group's conditions are.

    `conditions` are their states, none before the group was entered; `inside` says whether the group is open.
    """

    state: int
    begin: bool
    word: bool
    conditions: tuple[int, ...]
    inside: bool


def capture(
    pattern: Pattern, number: int, *, require: Iterable[Pattern] = (), forbid: Iterable[Pattern] = ()
) -> Witness:
    """Find a tag in which a group captures a text that all of `require` match and none of `forbid`.

    A group that takes no part captures "". Where a tag is found, the pattern itself was asked: it is certain.

    Returns:
        The tag; or that there is certainly none; or that this could not be found out.
    """
    return _capture(pattern, number, tuple(require), tuple(forbid))


@lru_cache(maxsize=512)
def _capture(
    pattern: Pattern, number: int, require: tuple[Pattern, ...], forbid: tuple[Pattern, ...]
) -> Witness:
    automaton = automaton_of(pattern.tree)
    conditions = [automaton_of(condition.tree) for condition in (*require, *forbid)]
    usable = [condition for condition in conditions if condition is not None]
    if automaton is None or len(usable) < len(conditions):
        return UNKNOWN
    search = _Search(automaton, usable, len(require), number)
    tries = 0
    try:
        for tag in search.tags():
            match = pattern.find(tag)
            text = match.group(number) if match else None
            if text is not None and _fits(text, require, forbid):
                return Witness(tag)
            tries += 1
            if tries == _MOST_TRIES:
                return UNKNOWN
    except TooMuchError:
        return UNKNOWN
    return UNKNOWN if tries else NOWHERE


def _fits(text: str, require: tuple[Pattern, ...], forbid: tuple[Pattern, ...]) -> bool:
    return all(condition.matches(text) for condition in require) and not any(
        condition.matches(text) for condition in forbid
    )


class _Search:
    """Breadth first over the ways in which a pattern can match, with the conditions on the group beside."""

    def __init__(self, automaton: Automaton, conditions: list[Automaton], required: int, number: int) -> None:
        self._automaton, self._required, self._number = automaton, required, number
        self._budget = Budget()
        self._machines = [Determined(condition, self._budget) for condition in conditions]
        self._blocks = blocks_of(sets_of([automaton, *conditions]))
        self._start = tuple(machine.start for machine in self._machines)

    def tags(self) -> Iterator[str]:
        """Tags in which the group may capture what is wanted, the shortest first."""
        first = _Place(self._automaton.start, True, False, (), inside=self._number == 0)
        if first.inside:
            first = replace(first, conditions=self._start)
        queue: deque[tuple[_Place, str]] = deque([(first, "")])
        seen = {first}
        while queue:
            place, text = queue.popleft()
            if text and self._ends(place, None):
                yield text
            for block in self._blocks if len(text) < LONGEST_TAG else ():
                if not text and not block.word:
                    continue
                longer = text + block.example
                if self._ends(place, block):
                    yield longer
                for after in self._after(place, block):
                    if after not in seen:
                        seen.add(after)
                        queue.append((after, longer))

    def _ends(self, place: _Place, block: Block | None) -> bool:
        return any(
            reached.state == self._automaton.accept and self._wanted(reached.conditions)
            for reached in self._closure(place, block)
        )

    def _wanted(self, conditions: tuple[int, ...]) -> bool:
        at = conditions or self._start
        accepted = [machine.accepts(state) for machine, state in zip(self._machines, at, strict=True)]
        return all(accepted[: self._required]) and not any(accepted[self._required :])

    def _after(self, place: _Place, block: Block) -> Iterator[_Place]:
        if place.state == self._automaton.start and not (place.inside and self._number):
            yield replace(place, begin=False, word=block.word)  # the match may begin later
        for reached in self._closure(place, block):
            for step in self._automaton.steps[reached.state]:
                if step.bits & block.bits:
                    at = self._read(reached.conditions, block) if reached.inside else reached.conditions
                    yield _Place(step.to, False, block.word, at, reached.inside)

    def _read(self, conditions: tuple[int, ...], block: Block) -> tuple[int, ...]:
        return tuple(
            machine.step(state, block) for machine, state in zip(self._machines, conditions, strict=True)
        )

    def _closure(self, place: _Place, block: Block | None) -> set[_Place]:
        held = guards(begin=place.begin, word=place.word, block=block)
        reached, stack = {place}, [place]
        while stack:
            at = stack.pop()
            for jump in self._automaton.jumps[at.state]:
                if jump.guard & held == jump.guard:
                    after = self._jumped(at, jump)
                    if after not in reached:
                        reached.add(after)
                        stack.append(after)
        self._budget.take(4 * len(reached))
        return reached

    def _jumped(self, place: _Place, jump: Jump) -> _Place:
        if jump.group == 0 or abs(jump.group) != self._number:
            return replace(place, state=jump.to)
        if jump.group > 0:
            return replace(place, state=jump.to, conditions=self._start, inside=True)
        return replace(place, state=jump.to, inside=False)
