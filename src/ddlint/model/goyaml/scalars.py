"""Scanning what a value is made of, as go-yaml v3 does: scalars in five styles, anchors, tags, directives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ddlint.model.goyaml import comments
from ddlint.model.goyaml.tokens import (
    BLANK_OR_BREAK_OR_END,
    BLANKS,
    BREAK_OR_END,
    BREAKS,
    GoYamlError,
    Kind,
    Token,
)

if TYPE_CHECKING:
    from ddlint.model.goyaml.scanner import Scanner

_STOP = " \t\r\n\x85\u2028\u2029\0"
_PLAIN = re.compile(f"(?:[^{_STOP}:]|:(?![{_STOP}]))*")
_PLAIN_FLOW = re.compile(f"(?:[^{_STOP}:,?\\[\\]{{}}]|:(?![{_STOP}]))*")
_SINGLE = re.compile(f"(?:[^{_STOP}']|'')*")
_DOUBLE = re.compile(f'[^{_STOP}"\\\\]*')
_LINE = re.compile("[^\r\n\x85\u2028\u2029\0]*")
_NAME = re.compile("[0-9A-Za-z_-]*")
_URI = re.compile("(?:[0-9A-Za-z_;/?:@&=+$,.!~*'()\\[\\]-]|%[0-9A-Fa-f]{2})*")
_AFTER_ANCHOR = BLANK_OR_BREAK_OR_END | frozenset("?:,]}%@`")
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


def _match(pattern: re.Pattern[str], text: str, pos: int) -> str:
    match = pattern.match(text, pos)
    return match.group() if match else ""


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
        chunk = _match(pattern, scanner.s, scanner.pos)
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
        chunk = _match(_SINGLE, scanner.s, scanner.pos)
        parts.append(chunk.replace("''", "'"))
        if chunk:
            scanner.advance(len(chunk))
        return
    while True:
        chunk = _match(_DOUBLE, scanner.s, scanner.pos)
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
    digits = _match(_HEX, scanner.s, scanner.pos + 2)[:length]
    if len(digits) < length:
        raise GoYamlError(scanner.pos, "did not find expected hexdecimal number")
    value = int(digits, 16)
    if 0xD800 <= value <= 0xDFFF or value > 0x10FFFF:
        raise GoYamlError(scanner.pos, "found invalid Unicode character escape code")
    scanner.advance(2 + length)
    return chr(value)


def block(scanner: Scanner, style: str) -> None:
    """Scan a `|` or `>` scalar."""
    start = scanner.pos
    scanner.advance()
    chomp, increment = _block_header(scanner, start)
    _block_comment(scanner, start)
    indent = max(scanner.indent, 0) + increment if increment else 0
    value, end = _block_lines(scanner, indent, chomp, folded=style == ">")
    scanner.tokens.append(Token(Kind.SCALAR, start, end, value, style))


def _block_header(scanner: Scanner, start: int) -> tuple[str, int]:
    chomp, increment = "", 0
    for _ in range(2):
        char = scanner.s[scanner.pos]
        if char in "+-" and not chomp:
            chomp = char
        elif char in "0123456789" and not increment:
            if char == "0":
                raise GoYamlError(start, "found an indentation indicator equal to 0")
            increment = int(char)
        else:
            break
        scanner.advance()
    return chomp, increment


def _block_comment(scanner: Scanner, start: int) -> None:
    while scanner.s[scanner.pos] in BLANKS:
        scanner.pos += 1
    if scanner.s[scanner.pos] == "#":
        comments.scan_line(scanner, start)
        scanner.pos += len(_match(_LINE, scanner.s, scanner.pos))
    if scanner.s[scanner.pos] not in BREAK_OR_END:
        raise GoYamlError(start, "did not find expected comment or line break")
    if scanner.s[scanner.pos] != "\0":
        scanner.line_break()


def _block_lines(scanner: Scanner, indent: int, chomp: str, *, folded: bool) -> tuple[str, int]:
    parts: list[str] = []
    indent, breaks, end = _block_breaks(scanner, indent)
    leading_break, was_blank = "", False
    while scanner.column == indent and scanner.s[scanner.pos] != "\0":
        blank = scanner.s[scanner.pos] in BLANKS
        if folded and not was_blank and not blank and leading_break == "\n":
            parts.append("" if breaks else " ")
        else:
            parts.append(leading_break)
        parts.append(breaks)
        was_blank = blank
        line = _match(_LINE, scanner.s, scanner.pos)
        parts.append(line)
        if line.strip(BLANKS):
            scanner.newlines = 0
        scanner.pos += len(line)
        end = scanner.pos
        leading_break = scanner.line_break() if scanner.s[scanner.pos] != "\0" else ""
        indent, breaks, _ = _block_breaks(scanner, indent)
    if chomp != "-":
        parts.append(leading_break)
    if chomp == "+":
        parts.append(breaks)
    return "".join(parts), end


def _block_breaks(scanner: Scanner, indent: int) -> tuple[int, str, int]:
    breaks, deepest, end = "", 0, scanner.pos
    while True:
        while (not indent or scanner.column < indent) and scanner.s[scanner.pos] == " ":
            scanner.pos += 1
        deepest = max(deepest, scanner.column)
        if (not indent or scanner.column < indent) and scanner.s[scanner.pos] == "\t":
            raise GoYamlError(scanner.pos, "found a tab character where an indentation space is expected")
        if scanner.s[scanner.pos] not in BREAKS:
            break
        breaks += scanner.line_break()
        end = scanner.pos
    return indent or max(deepest, scanner.indent + 1, 1), breaks, end


def anchor(scanner: Scanner, kind: Kind) -> None:
    """Scan `&name` or `*name`."""
    start = scanner.pos
    scanner.advance()
    name = _match(_NAME, scanner.s, scanner.pos)
    scanner.pos += len(name)
    if not name or scanner.s[scanner.pos] not in _AFTER_ANCHOR:
        raise GoYamlError(start, "did not find expected alphabetic or numeric character")
    scanner.tokens.append(Token(kind, start, scanner.pos, name))


def tag(scanner: Scanner) -> None:
    """Scan `!`, `!name`, `!!name`, `!handle!name` or `!<uri>`."""
    start = scanner.pos
    if scanner.s[start + 1] == "<":
        scanner.advance(2)
        handle, suffix = "", _uri(scanner)
        if not suffix or scanner.s[scanner.pos] != ">":
            raise GoYamlError(start, "did not find the expected '>'")
        scanner.advance()
    else:
        handle, suffix = _shorthand(scanner, start)
    if scanner.s[scanner.pos] not in BLANK_OR_BREAK_OR_END:
        raise GoYamlError(start, "did not find expected whitespace or line break")
    scanner.tokens.append(Token(Kind.TAG, start, scanner.pos, suffix, handle))


def _shorthand(scanner: Scanner, start: int) -> tuple[str, str]:
    scanner.advance()
    name = _match(_NAME, scanner.s, scanner.pos)
    scanner.pos += len(name)
    if scanner.s[scanner.pos] == "!":
        scanner.advance()
        suffix = _uri(scanner)
        if not suffix:
            raise GoYamlError(start, "did not find expected tag URI")
        return f"!{name}!", suffix
    suffix = name + _uri(scanner)
    return ("!", suffix) if suffix else ("", "!")


def _uri(scanner: Scanner) -> str:
    uri = _match(_URI, scanner.s, scanner.pos)
    scanner.pos += len(uri)
    return uri


def directive(scanner: Scanner) -> None:
    """Scan a `%YAML` or `%TAG` line."""
    start = scanner.pos
    line = _match(_LINE, scanner.s, start)
    version = re.fullmatch(r"%YAML[ \t]+(\d{1,2}\.\d{1,2})[ \t]*(#.*)?", line)
    tag_line = re.fullmatch(r"%TAG[ \t]+(![0-9A-Za-z_-]*!|!)[ \t]+(\S+)[ \t]*(#.*)?", line)
    if version:
        token = Token(Kind.VERSION_DIRECTIVE, start, start + len(line), version.group(1))
    elif tag_line:
        token = Token(Kind.TAG_DIRECTIVE, start, start + len(line), tag_line.group(2), tag_line.group(1))
    else:
        raise GoYamlError(start, "found a directive that is neither %YAML nor %TAG")
    scanner.advance(len(line))
    if scanner.s[scanner.pos] != "\0":
        scanner.line_break()
    scanner.tokens.append(token)
