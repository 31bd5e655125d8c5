"""What each deployment of a marked value was: a step forward, a roll-back, a tag that comes back."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ddlint.model.deployments.deployed import Deployed, Track
from ddlint.model.deployments.tag_order import NO_READING, Reader, TagReading, compare
from ddlint.model.image import split_ref
from ddlint.model.marker import Form


class Kind(StrEnum):
    """What a deployment was, beside what stood there before. A time without the value changes nothing."""

    FIRST = "first"
    """Nothing stood there before, or the same as before the value was gone."""
    FORWARD = "forward"
    """Newer than what stood there, and not seen there before."""
    ROLL_BACK = "roll-back"
    """Older than what stood there, and seen there before: A, B, A."""
    COME_BACK = "come-back"
    """Newer than what stood there, and seen there before: A, B, A, B."""
    BACKWARD = "backward"
    """Older than what stood there, and never seen there."""
    SIDEWAYS = "sideways"
    """Which of the two is newer cannot be told, or they have one tag."""
    GONE = "gone"
    """The value, or its marker, was taken away."""


class Moved(NamedTuple):
    """A deployment beside what stood there before.

    Attributes:
        kind: what it was.
        old: what stood there, also before a time without the value: its tag; where it has none its digest, or
            the whole text. Empty for nothing.
        new: what it became, likewise.
    """

    kind: Kind
    old: str
    new: str


def kinds(track: Track, read: Reader) -> tuple[Kind, ...]:
    """What each deployment of `track` was, in their order; see `moves`."""
    return tuple(moved.kind for moved in moves(track, read))


def moves(track: Track, read: Reader) -> tuple[Moved, ...]:
    """What each deployment of `track` was, in their order.

    Of tags that say nothing of their order, one that was seen there first counts as older. Between lines that
    have nothing to do with each other (the builds of two pull requests, versions and builds), and between
    names of images, there is no order, and going back rolls nothing back.

    Args:
        track: all that the value held.
        read: reads tags (`tag_order.reader`).
    """
    walk = _Walk(read, track.value.form)
    return tuple(walk.step(each) for each in track.deployed)


class _Walk:
    """Along a track: what stands there, and in which order all that stood there was first seen."""

    def __init__(self, read: Reader, form: Form) -> None:
        self._read = read
        self._form = form
        self._seen: dict[str, int] = {}
        self._last = ""
        self._reading = NO_READING

    def step(self, deployed: Deployed) -> Moved:
        """What `deployed` was; the next one is compared with it."""
        if not self._last and deployed.old:
            self._stand(*_old(deployed.old, self._form))
        if not deployed.new:
            return Moved(Kind.GONE, self._last, "")
        old, reading = self._last, self._reading
        tag = "" if self._form is Form.DIGEST else deployed.tag  # a digest may know the tag beside it
        self._stand(tag or deployed.digest or deployed.new, tag)
        return Moved(self._kind(old, reading, is_new=not deployed.old), old, self._last)

    def _stand(self, text: str, tag: str) -> None:
        self._last = text
        self._reading = self._read(tag) if tag else NO_READING

    def _kind(self, old: str, before: TagReading, *, is_new: bool) -> Kind:
        new, seen = self._last, self._seen
        first = seen.get(new)
        if old:
            seen.setdefault(old, len(seen))
        seen.setdefault(new, len(seen))
        if not old or old == new:
            return Kind.FIRST if is_new else Kind.SIDEWAYS
        order = compare(before, self._reading)
        if first is not None and self._form is not Form.NAME and before.scale == self._reading.scale:
            newer = order > 0 if order else first > seen[old]
            return Kind.COME_BACK if newer else Kind.ROLL_BACK
        if is_new:
            return Kind.FIRST
        return _BY_ORDER.get(order or 0, Kind.SIDEWAYS)


_BY_ORDER = {1: Kind.FORWARD, -1: Kind.BACKWARD}


def _old(text: str, form: Form) -> tuple[str, str]:
    """What stood there before the first deployment that is known, and its tag."""
    if form is not Form.IMAGE:
        return text, text if form is Form.TAG else ""
    ref = split_ref(text)
    return ref.tag or ref.digest or text, ref.tag or ""
