"""Which marked value of a commit is which of the one before: within a file, and from file to file."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

from ddlint.model.deployments.marked_line import Key
from ddlint.model.deployments.patch import Seen

Old = TypeVar("Old")
New = TypeVar("New")


class Held:
    """A marked value as it stands now.

    Attributes:
        number: of the value, from 0; a new one for each that appears.
        line: where it stands, from 1.
        key: what writes it.
        value: what it holds.
        is_whole: whether its history is known from the beginning.
    """

    __slots__ = ("is_whole", "key", "line", "number", "value")

    def __init__(self, number: int, line: int, key: Key, value: str, *, is_whole: bool) -> None:
        self.number, self.line, self.key, self.value, self.is_whole = number, line, key, value, is_whole


class Gone(NamedTuple):
    """A value that stands in its file no more: what it was, and the line where it stood."""

    held: Held
    path: str
    line: int


class Came(NamedTuple):
    """A value that did not stand in its file before, and the full id of the file."""

    seen: Seen
    path: str
    blob: str


def paired(
    leaves: Sequence[Held], comes: Sequence[Seen]
) -> tuple[list[tuple[Held, Seen]], list[Held], list[Seen]]:
    """Which new value of a file is which old one: of the same policy, equal values first, in their order.

    Returns:
        The pairs by line, the old ones that have none, the new ones that have none.
    """
    if [held.key for held in leaves] == [seen.key for seen in comes]:
        return [*zip(leaves, comes, strict=True)], [], []
    matching = _Matching(leaves, comes)
    matching.match(lambda held: (held.key, held.value), lambda seen: (seen.key, seen.value))
    matching.match(lambda held: held.key, lambda seen: seen.key)
    return sorted(matching.pairs, key=lambda pair: pair[1].line), matching.old, matching.new


def moves(
    gone: Sequence[Gone], came: Sequence[Came]
) -> tuple[list[tuple[Gone, Came]], list[Gone], list[Came]]:
    """Which value came from another file in one commit.

    Of the same policy, and, in this order: with the same value in a file of the same name, with the same
    value, in a file of the same name.

    Returns:
        The pairs, the values that are gone for good, the values that are new.
    """
    matching = _Matching(gone, came)
    matching.match(
        lambda old: (old.held.key, old.held.value, _name(old.path)),
        lambda new: (new.seen.key, new.seen.value, _name(new.path)),
    )
    matching.match(lambda old: (old.held.key, old.held.value), lambda new: (new.seen.key, new.seen.value))
    matching.match(lambda old: (old.held.key, _name(old.path)), lambda new: (new.seen.key, _name(new.path)))
    return matching.pairs, matching.old, matching.new


class _Matching(Generic[Old, New]):
    """Old and new things, matched by one criterion after the other."""

    __slots__ = ("new", "old", "pairs")

    def __init__(self, old: Sequence[Old], new: Sequence[New]) -> None:
        self.old, self.new = [*old], [*new]
        self.pairs: list[tuple[Old, New]] = []

    def match(self, of_old: Callable[[Old], Hashable], of_new: Callable[[New], Hashable]) -> None:
        """Pair those that are alike by the criterion, in their order."""
        alike: dict[Hashable, deque[Old]] = defaultdict(deque)
        for old in self.old:
            alike[of_old(old)].append(old)
        rest = []
        for new in self.new:
            waiting = alike.get(of_new(new))
            if waiting:
                self.pairs.append((waiting.popleft(), new))
            else:
                rest.append(new)
        left = {id(old) for waiting in alike.values() for old in waiting}
        self.old, self.new = [old for old in self.old if id(old) in left], rest


def _name(path: str) -> str:
    return path.rpartition("/")[2]
