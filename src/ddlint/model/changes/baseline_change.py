"""A baseline before and after a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.baseline import Known
from ddlint.model.place import FileSpan, Place


@dataclass(frozen=True, slots=True)
class BaselineChange:
    """What a change adds to a baseline, and takes out of it.

    Attributes:
        file: the baseline after the change.
        added: the findings that it holds now and did not before.
        still: those that it held, holds no more, and that are still there.
        span: of the first added line in `text`.
        text: of the baseline after the change.
    """

    noun: ClassVar[str] = "baseline change"

    file: str
    added: Sequence[Known]
    still: Sequence[Known]
    span: tuple[int, int]
    text: str

    @property
    def title(self) -> str:
        """The file."""
        return self.file

    @property
    def path(self) -> str:
        """The file."""
        return self.file

    @property
    def place(self) -> FileSpan:
        """The first line that is new."""
        return FileSpan(self.file, *self.span)

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - it has one text
        """The text that `span` counts in."""
        return self.text
