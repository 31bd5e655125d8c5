"""A value under a live marker that a change edits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from ddlint.model.changes.past import LineStep, RolledBack
from ddlint.model.changes.tag_order import Moved
from ddlint.model.flux.facts import MarkerUse
from ddlint.model.flux.resolved import MarkerInUse
from ddlint.model.place import FileSpan, Place


@dataclass(frozen=True, slots=True)
class Editor:
    """Who wrote the value.

    Attributes:
        who: as `Name <email>`; empty where that is not known.
        is_bot: whether it is Flux, or another machine; None where that is not known.
        commit: the full id; empty where that is not known.
    """

    who: str = ""
    is_bot: bool | None = None
    commit: str = ""

    @property
    def name(self) -> str:
        """The name without the email."""
        return self.who.partition(" <")[0]

    @classmethod
    def of(cls, step: LineStep, *, is_bot: bool) -> Editor:
        """The author of a commit."""
        return cls(step.who, is_bot, step.commit)


@dataclass(frozen=True, slots=True, eq=False)
class ValueChange:
    """Such a value.

    Attributes:
        was: the marker and the value before.
        marker: the marker and the value after, with the policies and automations of its name.
        old: the tag before; the whole value where it has none.
        new: the tag after.
        moved: where it went.
        editor: who wrote it.
        rolled_back: when the new tag was rolled back; None where it was not.
        past_unknown: why it is not known whether it was; empty where it is.
        text: of the file after the change.
    """

    noun: ClassVar[str] = "changed value"

    was: MarkerUse
    marker: MarkerInUse
    old: str
    new: str
    moved: Moved
    editor: Editor
    rolled_back: RolledBack | None = None
    past_unknown: str = ""
    text: str = field(default="", repr=False)

    @property
    def now(self) -> MarkerUse:
        """The marker and the value after."""
        return self.marker.use

    @property
    def place(self) -> FileSpan:
        """The value."""
        return self.now.value_span

    @property
    def path(self) -> str:
        """The file it stands in."""
        return self.now.path

    @property
    def title(self) -> str:
        """How to name it to a person."""
        return f"{self.path}: {self.place.route}"

    @property
    def identity(self) -> tuple[str, ...]:
        """What a finding about it is about."""
        return self.place.route, self.now.marker.setter, self.old, self.new

    def text_at(self, place: Place) -> str:
        """The text of the file that `place` is in."""
        if isinstance(place, FileSpan) and place.path == self.path:
            return self.text
        return self.marker.text_at(place)
