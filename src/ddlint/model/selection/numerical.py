"""`policy.numerical`: every key must be a number, and the greatest (`asc`) or the least (`desc`) wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import isnan
from operator import ne

from ddlint.model.selection.go_float import parse_floats
from ddlint.model.selection.ranking import DESCENDING, NOTHING_TO_CHOOSE_FROM

#: From here on the text of a whole number is no longer its digits.
_WRITTEN_OUT = 1e21
_EXACT_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Numbers:
    """The keys as 64-bit floating-point numbers, which is what Flux compares.

    Attributes:
        keys: what the filter made of the tags.
        values: their numbers; NaN for a key in `refused` too.
        refused: the keys, by index, that are no numbers.
        descending: whether the least wins.
        shuffled: whether Flux gets the keys in random order, as it does from a filter.
    """

    keys: Sequence[str]
    values: Sequence[float]
    refused: frozenset[int]
    descending: bool
    shuffled: bool

    @property
    def error(self) -> str:
        """One key that is no number fails the policy; so does having none."""
        if self.refused:
            return f"failed to parse invalid numeric value '{self.keys[min(self.refused)]}'"
        return "" if self.keys else NOTHING_TO_CHOOSE_FROM

    @property
    def best(self) -> Sequence[int]:
        """The greatest or the least; all of them where one is NaN."""
        if self.error:
            return ()
        return self._best(0) if not self._holes() else range(len(self.keys))

    @property
    def winners(self) -> Sequence[int]:
        """Those that can be the last that Flux does not pass over.

        Flux passes over a number that is less than the best so far; of equal ones the later wins. NaN is
        less than nothing and nothing is less than NaN, so that it wins, and the next one wins over it.

        Source: fluxcd/image-reflector-controller, internal/policy/numerical.go.
        """
        holes = self._holes()
        if self.error or self.shuffled or not holes:
            return self.best if self.shuffled else self.best[-1:]
        return self._best(holes[-1] + 1)[-1:] or holes[-1:]

    @property
    def tie(self) -> str:
        """Equal numbers, or a NaN."""
        return "a NaN is neither less nor greater than anything" if self._holes() else "the same number"

    def best_first(self) -> list[int]:
        """By number, of equal ones the later first. Where there are NaNs: first what wins, the NaNs last."""
        holes = self._holes()
        left = self.refused.union(holes)
        order = [index for index in range(len(self.keys) - 1, -1, -1) if index not in left] if left else None
        order = list(range(len(self.keys) - 1, -1, -1)) if order is None else order
        order.sort(key=self.values.__getitem__, reverse=not self.descending)
        order += holes
        return sorted(order, key=partial(ne, self.winners[0])) if holes and self.winners else order

    def sorted_as(self) -> Sequence[str | None]:
        """The number, written so that what was lost in reading it shows."""
        if self._as_written():
            return self.keys
        return [None if at in self.refused else written(value) for at, value in enumerate(self.values)]

    def left_out(self) -> Iterator[tuple[int, str]]:
        """Those that are no number."""
        for index in sorted(self.refused):
            yield index, "is not a number, which fails the whole policy"

    def _holes(self) -> list[int]:
        """The keys that are NaN. A sum without NaN has none in it."""
        if not isnan(sum(self.values)):
            return []
        return [at for at, value in enumerate(self.values) if isnan(value) and at not in self.refused]

    def _best(self, start: int) -> list[int]:
        """The best of the numbers from `start` on, none of which is NaN."""
        numbers = self.values[start:]
        if not numbers:
            return []
        best = min(numbers) if self.descending else max(numbers)
        if numbers.count(best) == 1:
            return [start + numbers.index(best)]
        return [at for at, value in enumerate(numbers, start) if value == best]

    def _as_written(self) -> bool:
        """Whether all keys are plain digits of one length that begin with no 0, as timestamps are."""
        lengths = set(map(len, self.keys))
        if len(lengths) != 1 or self.refused:
            return False
        (length,) = lengths
        lowest = 10.0 ** (length - 1)
        return length <= _EXACT_DIGITS and min(self.values) >= lowest and "".join(self.keys).isdecimal()


def numbers(direction: str, keys: Sequence[str], shuffled: bool) -> Numbers:
    """Judge `keys`; `direction` is `ASC` or `DESC`."""
    values, refused = parse_floats(keys)
    return Numbers(keys, values, refused, direction == DESCENDING, shuffled)


def written(value: float) -> str:
    """A number with all the digits that it has and no others: `1700000001`, `1.5`, `inf`."""
    return str(int(value)) if value.is_integer() and abs(value) < _WRITTEN_OUT else repr(value)
