"""The words of a report: every text once, made safe to show; the tables hold numbers."""

from __future__ import annotations

from ddlint.output.safe import safe

_LONGEST = 4_000  # characters; nobody reads on, and a commit can have megabytes of subject


class Words:
    """Gives each text a number, counted from 0, which is the empty text."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def number(self, text: str) -> int:
        """The number of `text`."""
        return self._numbers.setdefault(text, len(self._numbers))

    def listed(self) -> list[str]:
        """All texts in the order of their numbers, with what hides or reorders written out; long ones cut."""
        return [_shown(text) for text in self._numbers]


def _shown(text: str) -> str:
    if len(text) <= _LONGEST:
        return safe(text)
    return f"{safe(text[:_LONGEST])}… ({len(text):,} characters)"
