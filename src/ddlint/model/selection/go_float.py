"""Numbers as Go's `strconv.ParseFloat(s, 64)` reads them, which is not how `float()` does.

`float` strips white space, takes digits of every script and a signed `nan`, overflows to infinity and knows
no hexadecimal floats.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isinf, nan

_DIGITS = r"[0-9]+(?:_[0-9]+)*"
_HEX = r"[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*"
#: An underscore stands between digits; the prefix of a hexadecimal number counts as one.
_DECIMAL = re.compile(rf"[+-]?(?:{_DIGITS}(?:\.(?:{_DIGITS})?)?|\.{_DIGITS})(?:[eE]([+-]?)({_DIGITS}))?")
_HEXADECIMAL = re.compile(rf"([+-]?0[xX](?:_?{_HEX}(?:\.(?:{_HEX})?)?|\.{_HEX}))[pP]([+-]?)({_DIGITS})")
_SPECIAL = re.compile(r"[+-]?inf(?:inity)?|nan", re.IGNORECASE | re.ASCII)
#: Go stops adding digits to an exponent that is 10,000 or more.
_EXPONENT_DIGITS = 5
#: Plain integers that are shorter than this cannot overflow.
_SAFE_WIDTH = 300


def parse_float(text: str) -> float | None:
    """The number that Go reads, or None where it reports a syntax or range error.

    Source: Go, strconv/atof.go (`readFloat`, `underscoreOK`, `special`).
    """
    if _SPECIAL.fullmatch(text):
        return float(text)
    found = _DECIMAL.fullmatch(text)
    value = _decimal(text, found) if found else _hexadecimal(text)
    return None if value is None or isinf(value) else value


def parse_floats(texts: Sequence[str]) -> tuple[list[float], frozenset[int]]:
    """The number of each text, NaN for one that Go does not read, and which those are.

    All at once where all are short and of plain digits, as timestamps are.
    """
    together = "".join(texts)
    if together.isascii() and together.isdigit() and all(texts) and max(map(len, texts)) < _SAFE_WIDTH:
        return list(map(float, texts)), frozenset()
    values = list(map(parse_float, texts))
    refused = frozenset(at for at, value in enumerate(values) if value is None)
    return [nan if value is None else value for value in values], refused


def _decimal(text: str, found: re.Match[str]) -> float:
    if found[2] is None:
        return float(text)
    return float(f"{text[: found.start(1)]}{found[1]}{_exponent(found[2])}")


def _hexadecimal(text: str) -> float | None:
    found = _HEXADECIMAL.fullmatch(text)
    if found is None:
        return None
    try:
        return float.fromhex(f"{found[1].replace('_', '')}p{found[2]}{_exponent(found[3])}")
    except OverflowError:
        return None


def _exponent(digits: str) -> str:
    return digits.replace("_", "").lstrip("0")[:_EXPONENT_DIGITS] or "0"
