"""Scanning `|` and `>` scalars as go-yaml v3 does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ddlint.model.goyaml import comments
from ddlint.model.goyaml.matching import REST_OF_LINE, matched
from ddlint.model.goyaml.tokens import BLANKS, BREAK_OR_END, BREAKS, GoYamlError, Kind, Token

if TYPE_CHECKING:
    from ddlint.model.goyaml.scanner import Scanner


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
        scanner.pos += len(matched(REST_OF_LINE, scanner.s, scanner.pos))
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
        line = matched(REST_OF_LINE, scanner.s, scanner.pos)
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
