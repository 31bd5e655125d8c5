"""A change of what judges changes: the configuration, a baseline, the ledger of tags, a waiver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ddlint.model.place import FileSpan, Place


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One such change.

    Attributes:
        file: where.
        what: changed there (`the configuration`, `a waiver of tag-not-a-string`).
        how: `added`, `removed` or `edited`.
        span: of what is new in `text`; the beginning where it was removed.
        text: of the file after the change; before it, where it was removed.
        looser: what it lets through that was held back, each as a clause without a subject.
        other: the settings that it changes besides.
        effect: what all such edits of the change together would find otherwise (`it would find 2 less`),
            at the first of them; empty where that was not looked at.
        fault: why the policy after the change cannot be used; empty where it can.
    """

    noun: ClassVar[str] = "policy change"

    file: str
    what: str
    how: str
    span: tuple[int, int]
    text: str
    looser: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    effect: str = ""
    fault: str = ""

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
        """What is new."""
        return FileSpan(self.file, *self.span)

    def text_at(self, place: Place) -> str:  # noqa: ARG002 - it has one text
        """The text that `span` counts in."""
        return self.text
