"""Why a pattern does not compile: Go's own words, where, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Wrong(StrEnum):
    """What is wrong, in the words of Go's `regexp/syntax`; the last is ddlint's own."""

    CLASS_RANGE = "invalid character class range"
    ESCAPE = "invalid escape sequence"
    NAME = "invalid named capture"
    PERL = "invalid or unsupported Perl syntax"
    NESTED_REPEAT = "invalid nested repetition operator"
    REPEAT_SIZE = "invalid repeat count"
    UTF8 = "invalid UTF-8"
    MISSING_BRACKET = "missing closing ]"
    MISSING_PAREN = "missing closing )"
    MISSING_ARGUMENT = "missing argument to repetition operator"
    TRAILING_BACKSLASH = "trailing backslash at end of expression"
    UNEXPECTED_PAREN = "unexpected )"
    NESTING = "expression nests too deeply"
    LARGE = "expression too large"
    LIMIT = "larger than ddlint reads"


@dataclass(frozen=True, slots=True)
class Fault:
    """A pattern that does not compile.

    Attributes:
        wrong: what is wrong.
        expression: the text that Go quotes.
        start: where it begins in the pattern.
        end: where it ends.
        advice: what to write instead, as a sentence without its point.
    """

    wrong: Wrong
    expression: str
    start: int
    end: int
    advice: str

    @property
    def certain(self) -> bool:
        """Whether Go refuses the pattern; else ddlint only declines to read it."""
        return self.wrong is not Wrong.LIMIT

    @property
    def message(self) -> str:
        """Go's message, to the letter; of a limit of ddlint, what it is."""
        if not self.certain:
            return f"the pattern is {self.wrong}"
        return f"error parsing regexp: {self.wrong}: `{self.expression}`"


class FaultError(Exception):
    """Raised inside the parser, and caught where it began."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault
