"""Scanning plain and quoted scalars as go-yaml v3 does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ddlint.model.goyaml.matching import matched
from ddlint.model.goyaml.tokens import BLANK_OR_BREAK_OR_END, BLANKS, BREAKS, GoYamlError, Kind, Token

if TYPE_CHECKING:
    from ddlint.model.goyaml.scanner import Scanner

_STOP = " \t\r\n\x85\u2028\u2029\0"
_PLAIN = re.compile(f"(?:[^{_STOP}:]|:(?![{_STOP}]))*")
_PLAIN_FLOW = re.compile(f"(?:[^{_STOP}:,?\\[\\]{{}}]|:(?![{_STOP}]))*")
_SINGLE = re.compile(f"(?:[^{_STOP}']|'')*")
_DOUBLE = re.compile(f'[^{_STOP}"\\\\]*')
_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "'": "'",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_HEX_LENGTHS = {"x": 2, "u": 4, "U": 8}
_HEX = re.compile("[0-9A-Fa-f]*")


class _Folds:
    """White space inside a scalar that may span lines, until it is known whether more text follows."""

    __slots__ = ("blanks", "broken", "first", "more")

    def __init__(self) -> None:
        self.blanks = self.first = self.more = ""
        self.broken = False

    def skip(self, scanner: Scanner, least: int) -> None:
        """Step over blanks and breaks; `least` is the column before which a tab is refused on later lines."""
        while (char := scanner.s[scanner.pos]) in BLANKS or char in BREAKS:
            if char in BREAKS:
                self._take_break(scanner)
                continue
            if self.broken and char == "\t" and scanner.column < least:
                raise GoYamlError(scanner.pos, "found a tab character that violates indentation")
            if not self.broken:
                self.blanks += char
            scanner.pos += 1

    def _take_break(self, scanner: Scanner) -> None:
        char = scanner.line_break()
        if self.broken:
            self.more += char
        else:
            self.blanks, self.first, self.broken = "", char, True

    def text(self) -> str:
        """What the white space stands for between two pieces of text; forgets it."""
        if not self.broken:
            result = self.blanks
        elif self.first == "\n":
            result = self.more or " "
        else:
            result = self.first + self.more
        self.blanks = self.first = self.more = ""
        self.broken = False
        return result


def _at_document_mark(scanner: Scanner) -> bool:
    if scanner.column:
        return False
    s, pos = scanner.s, scanner.pos
    return s[pos : pos + 3] in {"---", "..."} and s[pos + 3] in BLANK_OR_BREAK_OR_END


def plain(scanner: Scanner) -> None:
    """Scan an unquoted scalar."""
    start = end = scanner.pos
    least = scanner.indent + 1
    pattern = _PLAIN_FLOW if scanner.flow else _PLAIN
    parts: list[str] = []
    folds = _Folds()
    while not _at_document_mark(scanner) and scanner.s[scanner.pos] != "#":
        chunk = matched(pattern, scanner.s, scanner.pos)
        if chunk:
            parts += (folds.text(), chunk)
            scanner.advance(len(chunk))
            end = scanner.pos
        if scanner.s[scanner.pos] not in BLANKS and scanner.s[scanner.pos] not in BREAKS:
            break
        folds.skip(scanner, least)
        if scanner.flow == 0 and scanner.column < least:
            break
    scanner.tokens.append(Token(Kind.SCALAR, start, end, "".join(parts)))
    if folds.broken:
        scanner.key_allowed = True


def quoted(scanner: Scanner, quote: str) -> None:
    """Scan a quoted scalar."""
    start = scanner.pos
    scanner.advance()
    parts: list[str] = []
    folds = _Folds()
    while True:
        if _at_document_mark(scanner):
            raise GoYamlError(start, "found unexpected document indicator")
        if scanner.s[scanner.pos] == "\0":
            raise GoYamlError(start, "found unexpected end of stream")
        _quoted_chunk(scanner, quote, parts, folds)
        if scanner.s[scanner.pos] == quote:
            break
        folds.skip(scanner, 0)
        parts.append(folds.text())
    scanner.advance()
    scanner.tokens.append(Token(Kind.SCALAR, start, scanner.pos, "".join(parts), quote))


def _quoted_chunk(scanner: Scanner, quote: str, parts: list[str], folds: _Folds) -> None:
    if quote == "'":
        chunk = matched(_SINGLE, scanner.s, scanner.pos)
        parts.append(chunk.replace("''", "'"))
        if chunk:
            scanner.advance(len(chunk))
        return
    while True:
        chunk = matched(_DOUBLE, scanner.s, scanner.pos)
        parts.append(chunk)
        if chunk:
            scanner.advance(len(chunk))
        if scanner.s[scanner.pos] != "\\":
            return
        if scanner.s[scanner.pos + 1] in BREAKS:
            scanner.advance()
            scanner.line_break()
            folds.broken, folds.first = True, ""
            return
        parts.append(_escape(scanner))


def _escape(scanner: Scanner) -> str:
    code = scanner.s[scanner.pos + 1]
    if code in _ESCAPES:
        scanner.advance(2)
        return _ESCAPES[code]
    length = _HEX_LENGTHS.get(code)
    if length is None:
        raise GoYamlError(scanner.pos, "found unknown escape character")
    digits = matched(_HEX, scanner.s, scanner.pos + 2)[:length]
    if len(digits) < length:
        raise GoYamlError(scanner.pos, "did not find expected hexdecimal number")
    value = int(digits, 16)
    if 0xD800 <= value <= 0xDFFF or value > 0x10FFFF:
        raise GoYamlError(scanner.pos, "found invalid Unicode character escape code")
    scanner.advance(2 + length)
    return chr(value)
