"""Sets of ASCII characters as bit sets, and Go's named ones: bit n is set where the set holds chr(n)."""

from __future__ import annotations

from collections.abc import Iterator

ASCII = (1 << 128) - 1
_LONG_S, _KELVIN = 0x17F, 0x212A  # the two characters beyond ASCII that fold to ASCII letters


def span(low: int, high: int) -> int:
    """The characters from `low` to `high`, both included, as far as they are ASCII."""
    low, high = max(low, 0), min(high, 127)
    return ((1 << (high - low + 1)) - 1) << low if low <= high else 0


def of(text: str) -> int:
    """The ASCII characters of `text`."""
    bits = 0
    for char in set(text):
        if char < "\x80":
            bits |= 1 << ord(char)
    return bits


def members(bits: int) -> Iterator[str]:
    """The characters of a set, in order."""
    return (chr(code) for code in range(128) if bits >> code & 1)


DIGITS = span(0x30, 0x39)
UPPER = span(0x41, 0x5A)
LOWER = span(0x61, 0x7A)
WORD = DIGITS | UPPER | LOWER | of("_")
NEWLINE = of("\n")
#: What a tag may hold (OCI distribution specification); it may not begin with `.` or `-`.
TAG = WORD | of(".-")
#: What the names of branches mostly hold.
BRANCH = TAG | of("/")


def folded(bits: int, beyond: tuple[int, int] = (0, 0)) -> int:
    """A set together with the letters that differ from its own in case only.

    Args:
        bits: the set.
        beyond: a range of code points that may lie outside ASCII: it brings the letters that fold to it.
    """
    low, high = beyond
    if low <= _LONG_S <= high:
        bits |= of("s")
    if low <= _KELVIN <= high:
        bits |= of("k")
    return bits | (bits & UPPER) << 32 | (bits & LOWER) >> 32


#: `\d`, `\s`, `\w`; the upper case letter is the complement.
PERL = {"d": DIGITS, "s": of("\t\n\f\r "), "w": WORD}
#: `[:alpha:]` and so on; `[:^alpha:]` is the complement.
POSIX = {
    "alnum": DIGITS | UPPER | LOWER,
    "alpha": UPPER | LOWER,
    "ascii": ASCII,
    "blank": of("\t "),
    "cntrl": span(0x00, 0x1F) | span(0x7F, 0x7F),
    "digit": DIGITS,
    "graph": span(0x21, 0x7E),
    "lower": LOWER,
    "print": span(0x20, 0x7E),
    "punct": span(0x21, 0x2F) | span(0x3A, 0x40) | span(0x5B, 0x60) | span(0x7B, 0x7E),
    "space": of("\t\n\v\f\r "),
    "upper": UPPER,
    "word": WORD,
    "xdigit": DIGITS | span(0x41, 0x46) | span(0x61, 0x66),
}
