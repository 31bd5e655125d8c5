"""The words of a report: every text once, made safe to show; the tables hold numbers."""

from __future__ import annotations

from ddlint.output.safe import safe


class Words:
    """Gives each text a number, counted from 0, which is the empty text."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def number(self, text: str) -> int:
        """The number of `text`."""
        return self._numbers.setdefault(text, len(self._numbers))

    def listed(self) -> list[str]:
        """All texts in the order of their numbers, with what hides or reorders written out."""
        return [safe(text) for text in self._numbers]
