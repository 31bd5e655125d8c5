"""Scanning anchors, aliases, tags and directives as go-yaml v3 does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ddlint.model.goyaml.matching import REST_OF_LINE, matched
from ddlint.model.goyaml.tokens import BLANK_OR_BREAK_OR_END, GoYamlError, Kind, Token

if TYPE_CHECKING:
    from ddlint.model.goyaml.scanner import Scanner

_NAME = re.compile("[0-9A-Za-z_-]*")
_URI_CHARACTER = "(?:[0-9A-Za-z_;/?:@&=+$,.!~*'()\\[\\]-]|%[0-9A-Fa-f]{2})"
_URI = re.compile(f"{_URI_CHARACTER}*")
_TAG_LINE = re.compile(rf"%TAG[ \t]+(![0-9A-Za-z_-]*!|!)[ \t]+({_URI_CHARACTER}+)[ \t]*(?:(?<=[ \t])#.*)?")
_AFTER_ANCHOR = BLANK_OR_BREAK_OR_END | frozenset("?:,]}%@`")


def anchor(scanner: Scanner, kind: Kind) -> None:
    """Scan `&name` or `*name`."""
    start = scanner.pos
    scanner.advance()
    name = matched(_NAME, scanner.s, scanner.pos)
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
    name = matched(_NAME, scanner.s, scanner.pos)
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
    uri = matched(_URI, scanner.s, scanner.pos)
    scanner.pos += len(uri)
    return uri


def directive(scanner: Scanner) -> None:
    """Scan a `%YAML` or `%TAG` line."""
    start = scanner.pos
    line = matched(REST_OF_LINE, scanner.s, start)
    version = re.fullmatch(r"%YAML[ \t]+(\d{1,2}\.\d{1,2})[ \t]*(#.*)?", line)
    tag_line = _TAG_LINE.fullmatch(line)
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
