"""Is there a tag that these patterns match and those do not? Exact, with an example, in bounded time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ddlint.model.regexp import chars
from ddlint.model.regexp.alphabet import Block, blocks_of
from ddlint.model.regexp.automaton import Automaton, automaton_of
from ddlint.model.regexp.determined import MATCHED, Budget, Determined, TooMuchError
from ddlint.model.regexp.pattern import Pattern
from ddlint.model.regexp.tree import Node

LONGEST_TAG = 128


@dataclass(frozen=True, slots=True)
class Witness:
    """The answer to a question about all tags.

    Attributes:
        tag: a tag that shows it; None where there is none, or where that is not known.
        known: whether the answer is certain.
    """

    tag: str | None = None
    known: bool = True

    @property
    def impossible(self) -> bool:
        """Whether it is certain that there is no such tag."""
        return self.known and self.tag is None


UNKNOWN = Witness(None, known=False)
NOWHERE = Witness(None)


def witness(
    require: Iterable[Pattern],
    forbid: Iterable[Pattern] = (),
    *,
    part: bool = False,
    letters: int = chars.TAG,
) -> Witness:
    """Find the shortest tag that every pattern of `require` matches and none of `forbid`.

    A tag is what the OCI distribution specification allows: `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`.

    Args:
        require: the patterns that must match.
        forbid: those that must not.
        part: whether any part of a tag will do: it may be empty, and begin with `.` or `-`.
        letters: what it is made of, where it is no tag but the name of a branch.

    Returns:
        The tag; or that there is certainly none; or that the question would take too long.
    """
    wanted, unwanted = (tuple(pattern.tree for pattern in patterns) for patterns in (require, forbid))
    return _witness(wanted, unwanted, part, letters)


def can_match_both(one: Pattern, other: Pattern) -> Witness:
    """Find a tag that both patterns match."""
    return witness([one, other])


@lru_cache(maxsize=1024)
def _witness(require: tuple[Node, ...], forbid: tuple[Node, ...], part: bool, letters: int) -> Witness:
    automata = [automaton_of(tree) for tree in (*require, *forbid)]
    usable = [automaton for automaton in automata if automaton is not None]
    if len(usable) < len(automata):
        return UNKNOWN
    try:
        return _search(usable, len(require), part, letters)
    except TooMuchError:
        return UNKNOWN


def sets_of(automata: Iterable[Automaton]) -> Iterator[int]:
    """The sets of characters on the steps of automata."""
    return (step.bits for automaton in automata for steps in automaton.steps for step in steps)


def _search(automata: Sequence[Automaton], required: int, part: bool, letters: int) -> Witness:
    budget = Budget()
    machines = [Determined(automaton, budget) for automaton in automata]
    blocks = blocks_of(sets_of(automata), letters)
    start = tuple(machine.start for machine in machines)
    before: dict[tuple[int, ...], tuple[tuple[int, ...], Block] | None] = {start: None}
    queue = deque([(start, 0)])
    while queue:
        state, length = queue.popleft()
        if (length or part) and _fits(machines, state, required):
            return Witness(_spelled(before, state))
        if length == LONGEST_TAG:
            continue
        budget.take(len(blocks))
        for block in blocks:
            if length or part or block.word:
                after = tuple(machine.step(at, block) for machine, at in zip(machines, state, strict=True))
                if after not in before and MATCHED not in after[required:]:
                    before[after] = (state, block)
                    queue.append((after, length + 1))
    return NOWHERE


def _fits(machines: Sequence[Determined], state: tuple[int, ...], required: int) -> bool:
    accepted = [machine.accepts(at) for machine, at in zip(machines, state, strict=True)]
    return all(accepted[:required]) and not any(accepted[required:])


def _spelled(
    before: dict[tuple[int, ...], tuple[tuple[int, ...], Block] | None], state: tuple[int, ...]
) -> str:
    letters = []
    at = before[state]
    while at is not None:
        letters.append(at[1].example)
        at = before[at[0]]
    return "".join(reversed(letters))
