"""What a commit deployed of one image, in all marked values that it changed alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from ddlint.model.deployments.by_whom import by_machine
from ddlint.model.deployments.come_back import ComeBack, come_backs
from ddlint.model.deployments.deployed import MarkedValue, Step, Track
from ddlint.model.deployments.kind import Kind, Moved, moves
from ddlint.model.deployments.roll_back import BACK, RollBack, roll_backs
from ddlint.model.deployments.tag_order import Reader, compare
from ddlint.model.deployments.tag_use import image_of
from ddlint.model.marker import Form
from ddlint.model.place import MessageSpan, Place

_Key = tuple[str, str, str, str, Kind]


@dataclass(slots=True)
class Rollout:
    """A commit that went back with an image, or brought a tag of it back.

    Attributes:
        image: registry and repository; `policy NAMESPACE/NAME` where only the policy is known.
        kind: `ROLL_BACK`, which by hand is anything older; `BACKWARD` or `COME_BACK`.
        old: what stood there: its tag; where it has none its digest, or the whole text.
        new: what came in its place, likewise.
        step: the commit.
        roll_backs: each marked value that went back.
        come_backs: each marked value to which it came back.
        is_whole: whether the history of all of them is known from the beginning.
        is_ordered: whether the tags themselves tell which of the two is newer; else it is the one that was
            seen there later.
    """

    noun: ClassVar[str] = "deployment"

    image: str
    kind: Kind
    old: str
    new: str
    step: Step
    roll_backs: list[RollBack] = field(default_factory=list)
    come_backs: list[ComeBack] = field(default_factory=list)
    is_whole: bool = True
    is_ordered: bool = True

    @property
    def values(self) -> tuple[MarkedValue, ...]:
        """The marked values that the commit changed so."""
        return (*(each.value for each in self.roll_backs), *(each.value for each in self.come_backs))

    @property
    def by_hand(self) -> bool:
        """Whether a person did it."""
        return not by_machine(self.step)

    @property
    def title(self) -> str:
        """The commit and the image."""
        return f"{self.step.oid[:10]}: {self.image}"

    @property
    def path(self) -> str:
        """The first file that it changed so."""
        return next((each.path for each in self.values), "")

    @property
    def time(self) -> int:
        """When it was committed."""
        return self.step.time

    @property
    def place(self) -> MessageSpan:
        """Where findings point: the commit."""
        return MessageSpan(self.step.oid, 0, 0)

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - commits have no text here
        """Nothing: its places are commits."""
        return ""


class Rollouts:
    """Gathers rollouts, track by track. Only those that went back, or came back, are kept.

    Attributes:
        plain: how many deployments were anything else.
    """

    def __init__(self, read: Reader) -> None:
        """Begin with nothing; `read` reads tags (`tag_order.reader`)."""
        self._read = read
        self._found: dict[_Key, Rollout] = {}
        self.plain = 0

    def add(self, track: Track) -> tuple[Moved, ...]:
        """Take in a track, and tell what each of its deployments was."""
        moved = moves(track, self._read)
        odd = sum(each.kind in BACK or each.kind is Kind.COME_BACK for each in moved)
        self.plain += len(moved) - odd
        if odd and not _is_beside_a_tag(track):
            self._keep(track, moved)
        return moved

    def told(self) -> Iterator[Rollout]:
        """All that were found, in the order of their commits."""
        yield from sorted(
            self._found.values(),
            key=lambda each: (each.step.time, each.step.position, each.image, each.old, each.new, each.path),
        )

    def _keep(self, track: Track, moved: tuple[Moved, ...]) -> None:
        for back in roll_backs(track, moved):
            self._rollout(track, back.step, back.kind, back.old, back.new).roll_backs.append(back)
        for come in come_backs(track, moved):
            self._rollout(track, come.step, Kind.COME_BACK, come.old, come.new).come_backs.append(come)

    def _rollout(self, track: Track, step: Step, kind: Kind, old: str, new: str) -> Rollout:
        image = image_of(track.value)
        if kind in BACK and not by_machine(step):
            kind = Kind.ROLL_BACK  # whether it had been there before differs from file to file
        key = (step.oid, image, old, new, kind)
        found = self._found.get(key)
        if found is None:
            ordered = compare(self._read(old), self._read(new)) is not None
            found = self._found[key] = Rollout(image, kind, old, new, step, is_ordered=ordered)
        found.is_whole = found.is_whole and track.is_whole
        return found


def _is_beside_a_tag(track: Track) -> bool:
    """Whether it is a digest whose tag stands beside it, and tells the same."""
    return track.value.form is Form.DIGEST and any(each.tag for each in track.deployed)
