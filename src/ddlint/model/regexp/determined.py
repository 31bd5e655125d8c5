"""A pattern as a deterministic automaton, whose states are made as they are reached."""

from __future__ import annotations

from dataclasses import dataclass

from ddlint.model.regexp.alphabet import Block
from ddlint.model.regexp.automaton import BEGIN, BOUNDARY, END, NO_BOUNDARY, Automaton

#: The state from which every tag is accepted: the pattern has matched.
MATCHED = 0


class TooMuchError(Exception):
    """A question costs more than its answer is worth."""


@dataclass(slots=True)
class Budget:
    """How much work a question may still take."""

    left: int = 600_000

    def take(self, work: int) -> None:
        """Count work.

        Raises:
            TooMuchError: where none is left.
        """
        self.left -= work + 1
        if self.left < 0:
            raise TooMuchError


@dataclass(frozen=True, slots=True)
class _State:
    """The states of the automaton below from which it goes on, and what stands before them."""

    threads: frozenset[int]
    begin: bool
    word: bool


class Determined:
    """Searches for a match anywhere in a tag, character by character."""

    def __init__(self, automaton: Automaton, budget: Budget) -> None:
        self._automaton, self._budget = automaton, budget
        self._states: list[_State | None] = [None]
        self._numbers: dict[_State, int] = {}
        self._known: dict[tuple[int, int], int] = {}
        self._ends: dict[int, bool] = {}
        self.start = self._number(_State(frozenset([automaton.start]), begin=True, word=False))

    def _number(self, state: _State) -> int:
        if state not in self._numbers:
            self._numbers[state] = len(self._states)
            self._states.append(state)
        return self._numbers[state]

    def step(self, number: int, block: Block) -> int:
        """The state after a character of `block`."""
        key = (number, block.bits)
        if key not in self._known:
            self._known[key] = self._step(self._states[number], block)
        return self._known[key]

    def _step(self, state: _State | None, block: Block) -> int:
        if state is None:
            return MATCHED
        reached = self._closure(state, block)
        if self._automaton.accept in reached:
            return MATCHED
        steps = self._automaton.steps
        after = {step.to for thread in reached for step in steps[thread] if step.bits & block.bits}
        after.add(self._automaton.start)
        return self._number(_State(frozenset(after), begin=False, word=block.word))

    def accepts(self, number: int) -> bool:
        """Whether the tag is accepted if it ends here."""
        state = self._states[number]
        if state is None:
            return True
        if number not in self._ends:
            self._ends[number] = self._automaton.accept in self._closure(state, None)
        return self._ends[number]

    def _closure(self, state: _State, block: Block | None) -> set[int]:
        """What is reached without taking a character, when a character of `block`, or the end, comes next."""
        held = guards(begin=state.begin, word=state.word, block=block)
        return closure(self._automaton, state.threads, held, self._budget)


def guards(*, begin: bool, word: bool, block: Block | None) -> int:
    """What holds between what was read and a character of `block`, or the end."""
    held = BEGIN if begin else 0
    if block is None:
        held |= END
    next_is_word = block is not None and block.word
    return held | (BOUNDARY if word != next_is_word else NO_BOUNDARY)


def closure(automaton: Automaton, threads: frozenset[int], held: int, budget: Budget) -> set[int]:
    """The states that are reached from `threads` by steps that take no character, where `held` holds."""
    reached, stack = set(threads), list(threads)
    jumps = automaton.jumps
    while stack:
        for jump in jumps[stack.pop()]:
            if jump.to not in reached and jump.guard & held == jump.guard:
                reached.add(jump.to)
                stack.append(jump.to)
    budget.take(len(reached))
    return reached
