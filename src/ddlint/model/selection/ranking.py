"""What the three policies have in common: keys that are judged, sorted, and one of which wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from ddlint.model.selection.refused import Refused

NOTHING_TO_CHOOSE_FROM = "version list argument cannot be empty"
ASCENDING, DESCENDING = "ASC", "DESC"


class Ranking(Protocol):
    """How a policy judges a list of keys. A key is meant by its index in that list."""

    @property
    def error(self) -> str:
        """Why Flux fails, in its own words; "" where it does not."""
        ...

    @property
    def best(self) -> Sequence[int]:
        """The keys that win in one order of the list or another; none with an error."""
        ...

    @property
    def winners(self) -> Sequence[int]:
        """The key that wins, or all that can win where the list comes in random order; none with an error."""
        ...

    @property
    def tie(self) -> str:
        """Why several keys are the best, where they are."""
        ...

    def best_first(self) -> list[int]:
        """The keys that the policy sorts, as it sorts them; a sole winner is the first."""
        ...

    def sorted_as(self) -> Sequence[str | None]:
        """What each key counts as when it is compared; None for one that is not compared."""
        ...

    def left_out(self) -> Iterator[tuple[int, str]]:
        """The keys that the policy does not sort, with the reason."""
        ...


def direction(order: str) -> str:
    """`ASC` or `DESC` as Flux reads an order.

    Source: fluxcd/image-reflector-controller, internal/policy/factory.go, numerical.go, alphabetical.go.

    Raises:
        Refused: it is something else.
    """
    wanted = "".join(map(_upper, order)) or ASCENDING
    if wanted not in {ASCENDING, DESCENDING}:
        raise Refused(f"invalid order argument provided: '{wanted}', must be one of: ASC, DESC")
    return wanted


def _upper(character: str) -> str:
    """Go's upper case, which is one character for every character."""
    upper = character.upper()
    return upper if len(upper) == 1 else character
