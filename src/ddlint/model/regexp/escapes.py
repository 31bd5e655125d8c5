"""Escapes that stand for one character, as Go reads them."""

from __future__ import annotations

from ddlint.model.regexp.advice import stop
from ddlint.model.regexp.fault import Wrong

_OCTAL = "01234567"
_HEX = "0123456789abcdefABCDEF"
_C = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
_LAST = 0x10FFFF


def read_escape(pattern: str, start: int) -> tuple[int, int]:
    """The code point of the escape whose backslash is at `start`, and where it ends.

    Raises:
        FaultError: where Go knows no such escape.
    """
    if start + 1 == len(pattern):
        raise stop(Wrong.TRAILING_BACKSLASH, pattern, len(pattern), len(pattern))
    char, after = pattern[start + 1], start + 2
    if char in _C:
        return _C[char], after
    if char == "0" or (char in _OCTAL and pattern[after : after + 1] in tuple(_OCTAL)):
        return _octal(pattern, start + 1)
    if char == "x":
        return _hexadecimal(pattern, start)
    if char.isascii() and not char.isalnum():
        return ord(char), after
    raise stop(Wrong.ESCAPE, pattern, start, after)


def _octal(pattern: str, start: int) -> tuple[int, int]:
    end = start + 1
    while end < min(start + 3, len(pattern)) and pattern[end] in _OCTAL:
        end += 1
    return int(pattern[start:end], 8), end


def _hexadecimal(pattern: str, start: int) -> tuple[int, int]:
    first = start + 2
    if pattern[first : first + 1] == "{":
        return _braced(pattern, start)
    digits = pattern[first : first + 2]
    if len(digits) < 2 or not all(digit in _HEX for digit in digits):
        raise stop(Wrong.ESCAPE, pattern, start, first + len(digits))
    return int(digits, 16), first + 2


def _braced(pattern: str, start: int) -> tuple[int, int]:
    value, position = 0, start + 3
    while position < len(pattern) and pattern[position] in _HEX and value <= _LAST:
        value = value * 16 + int(pattern[position], 16)
        position += 1
    if value > _LAST:
        raise stop(Wrong.ESCAPE, pattern, start, position)
    if pattern[position : position + 1] != "}" or position == start + 3:
        raise stop(Wrong.ESCAPE, pattern, start, min(position + 1, len(pattern)))
    return value, position + 1
