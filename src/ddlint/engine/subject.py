"""What the engine needs of a subject, whatever it is."""

from __future__ import annotations

from typing import ClassVar, Protocol

from ddlint.model.place import Place


class Subject(Protocol):
    """A parsed thing that rules take: a file, a marker, a commit.

    Attributes:
        noun: what one is called in the counts (`commit`, `file`, `marker`).
    """

    noun: ClassVar[str]

    @property
    def title(self) -> str:
        """How to name this subject to a person: a path, a short commit id."""
        ...

    @property
    def path(self) -> str:
        """The file it stands in, for per-path settings; empty where there is none."""
        ...

    def text_at(self, place: Place) -> str:
        """The whole text that the offsets of `place` count in (for a ref: empty)."""
        ...
