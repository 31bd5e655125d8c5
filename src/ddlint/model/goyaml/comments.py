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


class _Walk:
    """The comment lines being gathered, until it is known whose they are."""

    __slots__ = (
        "at_column",
        "at_line",
        "column",
        "first_empty",
        "foot_line",
        "line",
        "owner",
        "parts",
        "peek",
        "recent_empty",
        "scan",
        "scanner",
        "start",
        "token",
    )

    def __init__(self, scanner: Scanner, scan: int, scan_line: int) -> None:
        """Begin at a `#`; the search for the next token began at `scan`."""
        self.scanner = scanner
        self.scan = scan
        self.token = _owner(scanner.tokens)
        self.owner = self.token.start
        self.foot_line = _foot_line(scanner, scan_line)
        self.start = self.line = self.column = 0
        self.parts: list[str] = []
        self.recent_empty, self.first_empty = False, scanner.newlines <= 1
        self.at_line, self.at_column, self.peek = scanner.line, scanner.column, 0

    @property
    def indent(self) -> int:
        return max(self.scanner.indent, 0)

    def begin(self, start: int) -> None:
        if self.parts:
            self.parts.append("\n")
        else:
            self.start, self.line, self.column = start, self.at_line, self.at_column

    def foot(self, end: int) -> None:
        remark = Remark(self.owner, self.start, self.line, self.column)
        remark.scan, remark.end, remark.foot = self.scan, end, "".join(self.parts)
        self.scanner.remarks.append(remark)
        self.scan = self.owner = end
        self.parts = []

    def head(self) -> None:
        remark = Remark(self.start, self.start, self.line, self.column)
        remark.scan, remark.end, remark.head = (
            self.scan,
            self.scanner.pos + self.peek - 1,
            "".join(self.parts),
        )
        self.scanner.remarks.append(remark)

    def wide_break(self, at: int) -> None:
        """After a break of two or three bytes go-yaml looks at its second byte, and finds nothing."""
        if self.parts and self.indent > 0 and self.column != 1:
            self.foot(at)

    def step(self) -> bool:
        """Look at one more character; False at the end."""
        at = self.scanner.pos + self.peek
        char = self.scanner.s[at] if at < len(self.scanner.s) else "\0"
        self.at_column += 1
        if char in BLANKS:
            self.peek += 1
            return True
        closes = self.scanner.flow > 0 and char in "]}"
        if closes or char in BREAKS or char == "\0":
            return self._line_end(at, char, closes)
        if self.parts and self.at_column - 1 < self.indent and self.at_column != self.column:
            self.foot(at)
        return char == "#" and self._comment(at)

    def _line_end(self, at: int, char: str, closes: bool) -> bool:
        if closes or not self.recent_empty:
            self._empty_line(at, char, closes)
        if char not in BREAKS:
            return False
        self.first_empty, self.recent_empty, self.at_column = False, True, 0
        self.at_line += 1
        self.peek += 1
        if char in WIDE_BREAKS:
            self.wide_break(at)
            return False
        return True

    def _empty_line(self, at: int, char: str, closes: bool) -> None:
        """An empty line parts a foot from a head, where the comment touches what came before."""
        dedented = self.column - 1 < self.indent
        at_foot = self.line == self.foot_line and self.token.kind is not Kind.VALUE
        if closes or (self.first_empty and (at_foot or dedented)):
            if self.parts:
                self.owner = self.start if dedented else self.owner
                self.foot(at)
        elif self.parts and char != "\0":
            self.parts.append("\n")

    def _comment(self, at: int) -> bool:
        scanner = self.scanner
        self.begin(at)
        self.recent_empty = False
        _over_breaks(scanner, at)
        self.parts.append(_take(scanner))
        self.peek, self.at_column, self.at_line = 1, 0, scanner.line
        if scanner.s[scanner.pos] in WIDE_BREAKS:
            self.wide_break(scanner.pos)
            return False
        return True


def _owner(tokens: Sequence[Token]) -> Token:
    if tokens[-1].kind is Kind.FLOW_ENTRY and len(tokens) > 1:
        return tokens[-2]
    return tokens[-1]


def _foot_line(scanner: Scanner, scan_line: int) -> int:
    if scan_line == 0:
        return -1
    line = scanner.line - scanner.newlines + 1
    return line + 1 if scanner.newlines == 0 and scanner.column > 1 else line


def scan(scanner: Scanner, scan_start: int, scan_line: int) -> None:
    """Take the comment lines from here on: the foot of what came before, or the head of what comes.

    Args:
        scanner: stands on a `#`.
        scan_start: where the search for the next token began.
        scan_line: its line.
    """
    walk = _Walk(scanner, scan_start, scan_line)
    while walk.peek < _REACH and walk.step():
        pass
    if walk.parts:
        walk.head()


def _over_breaks(scanner: Scanner, target: int) -> None:
    """Step to `target` over blanks and line breaks."""
    while scanner.pos < target:
        if scanner.s[scanner.pos] in BREAKS:
            scanner.line_break()
        else:
            scanner.pos += 1
