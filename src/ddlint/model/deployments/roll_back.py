"""Roll-backs, judged: who went back from what to what, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ddlint.model.deployments.by_whom import by_machine
from ddlint.model.deployments.deployed import MarkedValue, Step, Track
from ddlint.model.deployments.kind import Kind, Moved

BACK = frozenset({Kind.ROLL_BACK, Kind.BACKWARD})


class Ending(StrEnum):
    """What ended a roll-back."""

    CAME_BACK = "came-back"
    """What had been rolled back, or had stood there between the two, stood there again."""
    WENT_ON = "went-on"
    """Something newer than what had been rolled back, or not comparable, came in its place."""
    WENT_BACK = "went-back"
    """Something older yet came in its place."""
    TAKEN_AWAY = "taken-away"
    """The value, or its marker, was taken away."""
    STANDS = "stands"
    """Nothing: it still stands there."""


@dataclass(frozen=True, slots=True)
class RollBack:
    """A marked value that went back to something older.

    Attributes:
        value: which.
        kind: `ROLL_BACK`, or `BACKWARD` where what it went back to had never stood there.
        old: what was rolled back: its tag; where it has none its digest, or the whole text.
        new: what it went back to, likewise.
        step: the commit.
        ending: what ended it.
        end: the commit that did; None where it still stands.
        end_new: what stood there then; empty where nothing did.
    """

    value: MarkedValue
    kind: Kind
    old: str
    new: str
    step: Step
    ending: Ending = Ending.STANDS
    end: Step | None = None
    end_new: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether a person did it: Flux then puts the newest tag back, unless the registry lost it."""
        return not by_machine(self.step)

    @property
    def kept_marker(self) -> bool:
        """Whether the marker stayed in place until something else was deployed there."""
        return self.ending is not Ending.TAKEN_AWAY

    @property
    def was_put_back(self) -> bool:
        """Whether a bot undid what a person had rolled back."""
        came_back = self.ending is Ending.CAME_BACK and self.end is not None and by_machine(self.end)
        return came_back and self.by_hand

    @property
    def lasted(self) -> int | None:
        """How many seconds it held; None where it still stands."""
        return None if self.end is None else max(0, self.end.time - self.step.time)


def roll_backs(track: Track, moved: Sequence[Moved]) -> Iterator[RollBack]:
    """The roll-backs of `track`, oldest first.

    Args:
        track: all that the value held.
        moved: what each of its deployments was (`kind.moves`).
    """
    for number, each in enumerate(moved):
        if each.kind in BACK:
            yield judged(track, moved, number)


def judged(track: Track, moved: Sequence[Moved], number: int) -> RollBack:
    """The roll-back that the deployment `number` of `track` is."""
    kind, old, new = moved[number]
    step = track.deployed[number].step
    for later in range(number + 1, len(moved)):
        if moved[later].new != new:
            ending = _ENDINGS.get(moved[later].kind, Ending.WENT_ON)
            end = track.deployed[later].step
            return RollBack(track.value, kind, old, new, step, ending, end, moved[later].new)
    return RollBack(track.value, kind, old, new, step)


_ENDINGS = {
    Kind.COME_BACK: Ending.CAME_BACK,
    Kind.ROLL_BACK: Ending.WENT_BACK,
    Kind.BACKWARD: Ending.WENT_BACK,
    Kind.GONE: Ending.TAKEN_AWAY,
}
