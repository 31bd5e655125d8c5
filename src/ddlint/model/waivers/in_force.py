"""The subject of the rules on waivers: a waiver, and what it was good for in this run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.place import FileSpan, Place
from ddlint.model.waivers.waiver import Waiver


@dataclass(frozen=True, slots=True)
class WaiverInForce:
    """A waiver and what became of it.

    Attributes:
        waiver: the waiver.
        text: that it stands in.
        unknown: the words in it that name no rule, each with the name that comes closest ("" for none).
        unwaivable: the words in it that name rules that nothing may waive.
        unused: the words in it that name rules which ran, on all it could waive, and found nothing there.
    """

    noun: ClassVar[str] = "waiver"

    waiver: Waiver
    text: str
    unknown: tuple[tuple[str, str], ...] = ()
    unwaivable: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Where it is written."""
        return self.waiver.where

    @property
    def path(self) -> str:
        """The file that it is written in."""
        return self.waiver.place.path if isinstance(self.waiver.place, FileSpan) else ""

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - it has one text
        """The text that it is written in."""
        return self.text
