"""What a setting may be beyond its type: stands in its annotation, read by loader and schema alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number, or how many entries a list has."""

    number: int

    def holds(self, value: object) -> bool:
        """Whether `value` is within the limit."""
        size = len(value) if isinstance(value, tuple) else value
        return isinstance(size, int) and size >= self.number


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a string.

    Attributes:
        pattern: a regular expression that Python and JSON Schema read alike; the whole string has to match.
        words: what it means, for people (`MAJOR.MINOR, for example 2.7`).
    """

    pattern: str
    words: str

    def holds(self, value: object) -> bool:
        """Whether `value` has the shape."""
        return isinstance(value, str) and re.fullmatch(self.pattern, value) is not None


@dataclass(frozen=True, slots=True)
class Judged:
    """A string that is judged by a function, which says more than a shape can.

    Attributes:
        pattern: its rough shape, for the schema; every string that is fine has it.
        words: what is needed, for people.
        fault: what is wrong with a string; empty where nothing is.
    """

    pattern: str
    words: str
    fault: Callable[[str], str]

    def holds(self, value: object) -> bool:
        """Whether nothing is wrong with `value`."""
        return isinstance(value, str) and not self.fault(value)


Limit = AtLeast | Shape | Judged
