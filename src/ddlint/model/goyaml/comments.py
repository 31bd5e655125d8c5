"""How go-yaml v3 finds comments and decides between head, line and foot.

Kept apart from the scanner because it is what decides whether Flux sees a marker.
Source: observed behaviour of go.yaml.in/yaml/v3 v3.0.4 (`scannerc.go`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ddlint.model.goyaml.tokens import BLANKS, BREAKS, WIDE_BREAKS, Kind, Remark, Token

if TYPE_CHECKING:
    from ddlint.model.goyaml.scanner import Scanner

_REACH = 512
_COMMENT = re.compile("[^\r\n\x85\u2028\u2029\0]*")
_BLANKS = re.compile("[ \t]*")


def scan_line(scanner: Scanner, owner: int) -> None:
    """Take the comment behind the token just scanned, if one stands on its line, for the token at `owner`."""
    if scanner.newlines:
        return
    gap = _BLANKS.match(scanner.s, scanner.pos)
    start = gap.end() if gap else scanner.pos
    if start - scanner.pos >= _REACH or scanner.s[start] != "#":
        return
    remark = Remark(owner, start, scanner.line, start - scanner.line_start)
    scanner.pos = start
    remark.line = _take(scanner)
    scanner.remarks.append(remark)


def _take(scanner: Scanner) -> str:
    match = _COMMENT.match(scanner.s, scanner.pos)
    text = match.group() if match else ""
    # go-yaml forgets its line breaks at every character that is no blank; a comment begins with one.
    scanner.comments.append((scanner.pos, scanner.pos + len(text)))
    scanner.pos += len(text)
    scanner.newlines = 0
    return text


def turn_into_head(scanner: Scanner) -> None:
    """`- # comment` was taken for a line comment of the dash: it is the head of what follows."""
    if not scanner.remarks or len(scanner.tokens) < 2:
        return
    remark = scanner.remarks[-1]
    before, last = scanner.tokens[-2:]
    if (
        before.kind is Kind.BLOCK_SEQUENCE_START
        and last.kind is Kind.BLOCK_ENTRY
        and remark.line
        and scanner.s[scanner.pos] not in BREAKS
    ):
        remark.head, remark.line = remark.line, ""
        if remark.line_number == scanner.line - 1:
            remark.token = scanner.pos


def block_end(remarks: Sequence[Remark], block: int, indent: int) -> int:
    """Where a block of `indent` ends: before the comments that stand at its own indentation."""
    stop = block
    for remark in reversed(remarks):
        if remark.end < stop:
            break
        if remark.column == indent + 1:
            block = remark.start
        stop = remark.scan
    return block


class _Found:
    """The comment lines being gathered, until it is known whose they are."""

    __slots__ = ("column", "line", "owner", "scan", "scanner", "start", "text")

    def __init__(self, scanner: Scanner, scan: int, owner: int) -> None:
        self.scanner = scanner
        self.scan = scan
        self.owner = owner
        self.start = self.line = self.column = 0
        self.text = ""

    def begin(self, start: int, line: int, column: int) -> None:
        if self.text:
            self.text += "\n"
        else:
            self.start, self.line, self.column = start, line, column

    def foot(self, end: int) -> None:
        remark = Remark(self.owner, self.start, self.line, self.column)
        remark.scan, remark.end, remark.foot = self.scan, end, self.text
        self.scanner.remarks.append(remark)
        self.scan = self.owner = end
        self.text = ""

    def wide_break(self, at: int, indent: int) -> None:
        """After a break of two or three bytes go-yaml looks at its second byte, and finds nothing."""
        if self.text and indent > 0 and self.column != 1:
            self.foot(at)

    def head(self, end: int) -> None:
        remark = Remark(self.start, self.start, self.line, self.column)
        remark.scan, remark.end, remark.head = self.scan, end, self.text
        self.scanner.remarks.append(remark)


def _owner(tokens: Sequence[Token]) -> Token:
    if tokens[-1].kind is Kind.FLOW_ENTRY and len(tokens) > 1:
        return tokens[-2]
    return tokens[-1]


def _foot_line(scanner: Scanner, scan_line: int) -> int:
    if scan_line == 0:
        return -1
    line = scanner.line - scanner.newlines + 1
    return line + 1 if scanner.newlines == 0 and scanner.column > 1 else line


def scan(scanner: Scanner, scan_start: int, scan_line: int) -> None:  # noqa: C901, PLR0912, PLR0915 - go-yaml's order
    """Take the comment lines from here on: the foot of what came before, or the head of what comes.

    Args:
        scanner: stands on a `#`.
        scan_start: where the search for the next token began.
        scan_line: its line.
    """
    s = scanner.s
    token = _owner(scanner.tokens)
    found = _Found(scanner, scan_start, token.start)
    foot_line = _foot_line(scanner, scan_line)
    indent = max(scanner.indent, 0)
    recent_empty, first_empty = False, scanner.newlines <= 1
    line, column, peek = scanner.line, scanner.column, 0
    while peek < _REACH:
        at = scanner.pos + peek
        char = s[at] if at < len(s) else "\0"
        column += 1
        if char in BLANKS:
            peek += 1
            continue
        closes = scanner.flow > 0 and char in "]}"
        if closes or char in BREAKS or char == "\0":
            if closes or not recent_empty:
                dedented = found.column - 1 < indent
                at_foot = found.line == foot_line and token.kind is not Kind.VALUE
                if closes or (first_empty and (at_foot or dedented)):
                    if found.text:
                        if dedented:
                            found.owner = found.start
                        found.foot(at)
                elif found.text and char != "\0":
                    found.text += "\n"
            if char not in BREAKS:
                break
            first_empty, recent_empty, column = False, True, 0
            line += 1
            peek += 1
            if char in WIDE_BREAKS:
                found.wide_break(at, indent)
                break
            continue
        if found.text and column - 1 < indent and column != found.column:
            found.foot(at)
        if char != "#":
            break
        found.begin(at, line, column)
        recent_empty = False
        _over_breaks(scanner, at)
        found.text += _take(scanner)
        if s[scanner.pos] in WIDE_BREAKS:
            found.wide_break(scanner.pos, indent)
            peek = 1
            break
        peek, column, line, indent = 1, 0, scanner.line, max(scanner.indent, 0)
    if found.text:
        found.head(scanner.pos + peek - 1)


def _over_breaks(scanner: Scanner, target: int) -> None:
    """Step to `target` over blanks and line breaks."""
    while scanner.pos < target:
        if scanner.s[scanner.pos] in BREAKS:
            scanner.line_break()
        else:
            scanner.pos += 1
