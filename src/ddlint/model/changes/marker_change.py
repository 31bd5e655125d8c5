"""A value that keeps its place while a change takes its marker away, or points it to another policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from ddlint.model.accounts.reach import Reach
from ddlint.model.flux.facts import MarkerUse
from ddlint.model.flux.resolved import MarkerInUse
from ddlint.model.place import FileSpan, Place


@dataclass(frozen=True, slots=True, eq=False)
class MarkerChange:
    """Such a value.

    Attributes:
        was: the marker and the value before, with the policies of its name as they are after the change.
        value: what stands there now.
        place: where.
        now: the marker after, likewise; None where there is none.
        old_policies: what the policies were that the marker named, before the change.
        new_policies: what the policies are that it names, after the change.
        text: of the file after the change.
    """

    noun: ClassVar[str] = "changed marker"

    was: MarkerInUse
    value: str
    place: FileSpan
    now: MarkerInUse | None = None
    old_policies: Sequence[Reach] = ()
    new_policies: Sequence[Reach] = ()
    text: str = field(default="", repr=False)

    @property
    def old(self) -> MarkerUse:
        """The marker and the value before."""
        return self.was.use

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.place.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"{self.path}: {self.place.route}"

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        if isinstance(place, FileSpan) and place.path == self.path:
            return self.text
        return self.was.text_at(place)
