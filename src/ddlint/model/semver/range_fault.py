"""What is wrong with a text that is no range, and what was probably meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Who refuses a range and how: the words are Masterminds', but for the last."""

    IMPROPER = "improper constraint"
    PARSER = "constraint parser error"
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True)
class RangeFault:
    """A text that is no range: Flux marks the policy as stalled and selects nothing any more.

    Attributes:
        text: the text.
        refusal: what kind of error it is.
        start: offset of the part that is wrong.
        end: offset after it.
        reason: what is wrong with it, to stand behind "the range ... is invalid: ".
        help: what to write instead; "" where that cannot be known.
    """

    text: str
    refusal: Refusal
    start: int
    end: int
    reason: str
    help: str = ""


#: What stands where a constraint should begin: pattern, reason, help. The first that matches is taken.
_AT_ITEM = (
    (r"\Z", "a version is missing at the end", "take the last separator or operator away"),
    (r"={2,}", "there is no operator `{0}`", "write `=`, or the version alone"),
    (
        r"&&?",
        "`{0}` is not an operator",
        "a space or a comma between two constraints means that both must hold",
    ),
    (r"(?i:and|or)\b", "`{0}` is not an operator", "write `||` for or, a space or a comma for and"),
    (r"[\[(\])]", "`{0}` is not known: intervals are written with operators", "write `>=1.0.0 <2.0.0`"),
    (r"[\"'`]", "a quote is part of the range", "quote the range once, for YAML"),
    (r"V(?=[0-9xX*])", "a version begins with a small `v` or with a number", "write `v`"),
    (r",", "a constraint is missing before the comma", "take the comma away"),
    (r"[=!<>~^]+", "after `{0}` a version is missing", "write an operator and a version, such as `>=1.0.0`"),
    (r"-", "before `-` a version is missing", "a hyphen range is written `1.0.0 - 2.0.0`"),
    (r"[^\x00-\x7f]", "{0!a} is not an ASCII character", "write spaces and operators from the keyboard"),
    (
        r"[A-Za-z][\w-]*",
        "`{0}` is not a version",
        "for tags that are not SemVer take a numerical or alphabetical policy",
    ),
    (r"[\s\S]", "{0!r} cannot stand here", ""),
)
#: What follows a version without a separator.
_AFTER_ITEM = (
    (r"\.\.+", "two dots in a row", ""),
    (r"\.[0-9xX*|]+", "a version has three numbers at most", "take the fourth away"),
    (r"\.", "after the dot a number is missing", ""),
    (r"-(?=[*|])", "a pre-release part has letters, digits, `-` and dots", "write `-0` for any pre-release"),
    (r"-", "after `-` a pre-release part is missing", "write `-0` for any pre-release, or take the `-` away"),
    (r"[=!<>~^]+", "before `{0}` a space is missing", "write a space or a comma between two constraints"),
    (r"[^\x00-\x7f]", "{0!a} is not an ASCII character", "write spaces and operators from the keyboard"),
    (r"[\s\S][\w]*", "`{0}` cannot stand right behind a version", "write a space between two constraints"),
)
_TABLES = {
    True: tuple((re.compile(pattern), reason, help_) for pattern, reason, help_ in _AT_ITEM),
    False: tuple((re.compile(pattern), reason, help_) for pattern, reason, help_ in _AFTER_ITEM),
}
_LONGEST_QUOTE = 40


def diagnose(text: str, at: int, end: int, *, begins: bool) -> tuple[int, str, str]:
    """What is wrong at `at`: offset after it, reason and help.

    Args:
        text: the range.
        at: where reading stopped.
        end: the end of the alternative.
        begins: whether a constraint should begin there; else a version has just ended.
    """
    for pattern, reason, help_ in _TABLES[begins]:
        match = pattern.match(text, at, end)
        if match is not None:
            return match.end(), reason.format(match[0][:_LONGEST_QUOTE]), help_
    return end, "a version is missing", ""
