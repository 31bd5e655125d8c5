"""A scanner that finds the tokens and comments that go-yaml v3 finds, in the order in which it finds them.

Which comment a value gets depends on go-yaml's lookahead (two tokens) and on its state when it meets the
comment, so that the order is followed here.
Source: observed behaviour of go.yaml.in/yaml/v3 v3.0.4 (`scannerc.go`).
"""

from __future__ import annotations

import re

from ddlint.model.goyaml import block_scalars, comments, properties, scalars
from ddlint.model.goyaml.simple_keys import SimpleKey, SimpleKeys
from ddlint.model.goyaml.tokens import (
    BLANK_OR_BREAK_OR_END,
    BREAK_OR_END,
    GoYamlError,
    Kind,
    Remark,
    Token,
    forbidden,
)

_LOOKAHEAD = 2
_BLANKS = re.compile("[ \t]*")
_SPACES = re.compile(" *")
_FLOW_BRACKETS = {
    "[": Kind.FLOW_SEQUENCE_START,
    "{": Kind.FLOW_MAPPING_START,
    "]": Kind.FLOW_SEQUENCE_END,
    "}": Kind.FLOW_MAPPING_END,
}
_NOT_PLAIN = frozenset("-?:,[]{}#&*!|>'\"%@`") | BLANK_OR_BREAK_OR_END
_END = "\0\0\0\0"


class Scanner:
    """Tokens of one text, fetched as go-yaml's parser asks for them.

    Raises `GoYamlError` where go-yaml fails.

    Attributes:
        s: the text, with NULs behind it.
        pos, line, line_start: where the scanner stands.
        newlines: line breaks since the last character that is no blank.
    """

    def __init__(self, text: str) -> None:
        """Scan `text`, in which lines end in LF (or in what else go-yaml takes for a break)."""
        bad = forbidden().search(text)
        if bad:
            raise GoYamlError(bad.start(), "control characters are not allowed")
        self.s = text + _END
        self.pos = self.line_start = 1 if text.startswith("\ufeff") else 0
        self.line = self.newlines = 0
        self.indent = -1
        self.indents: list[int] = []
        self.flow = 0
        self.key_allowed = True
        self.keys = SimpleKeys()
        self.tokens: list[Token] = [Token(Kind.STREAM_START, self.pos, self.pos)]
        self.head = 0
        self.remarks: list[Remark] = []
        self.comments: list[tuple[int, int]] = []

    @property
    def column(self) -> int:
        """0-based column."""
        return self.pos - self.line_start

    def advance(self, count: int = 1) -> None:
        """Step over `count` characters, the last of which is neither blank nor break."""
        self.pos += count
        self.newlines = 0

    def line_break(self) -> str:
        """Step over one line break; return what it becomes in a scalar."""
        char = self.s[self.pos]
        self.pos += 2 if self.s.startswith("\r\n", self.pos) else 1
        self.line += 1
        self.line_start = self.pos
        self.newlines += 1
        return char if char in "\u2028\u2029" else "\n"

    def fetch_more(self) -> None:
        """Fetch tokens until the one at the head can be handed out."""
        while True:
            if self.head < len(self.tokens) - _LOOKAHEAD:
                key = self.keys.at(self.head)
                if key is None or not self.keys.valid(key, self.line, self.pos):
                    return
            self._fetch()

    def _save_key(self) -> None:
        if self.key_allowed:
            required = self.flow == 0 and self.indent == self.column
            self.keys.save(SimpleKey(len(self.tokens), self.pos, self.line, self.column, required=required))

    def _roll(self, column: int, kind: Kind, start: int, number: int = -1) -> None:
        if self.flow or self.indent >= column:
            return
        self.indents.append(self.indent)
        self.indent = column
        token = Token(kind, start, start)
        if number < 0:
            self.tokens.append(token)
        else:
            self.tokens.insert(number, token)

    def _unroll(self, column: int, scan: int) -> None:
        if self.flow:
            return
        block = scan - 1
        while self.indent > column:
            block = comments.block_end(self.remarks, block, self.indent)
            self.tokens.append(Token(Kind.BLOCK_END, block, block))
            self.indent = self.indents.pop()

    def _fetch(self) -> None:
        scan = self.pos
        self._to_next_token()
        self._unroll(self.column, scan)
        char = self.s[self.pos]
        if char == "\0":
            self._stream_end()
        elif self.column == 0 and char == "%":
            self._start_over(self.pos)
            properties.directive(self)
        elif self.column == 0 and self._document_mark():
            kind = Kind.DOCUMENT_START if char == "-" else Kind.DOCUMENT_END
            self._start_over(self.pos)
            self._emit(kind, 3)
        else:
            self._fetch_content(char)

    def _document_mark(self) -> bool:
        mark = self.s[self.pos : self.pos + 3]
        return mark in {"---", "..."} and self.s[self.pos + 3] in BLANK_OR_BREAK_OR_END

    def _fetch_content(self, char: str) -> None:
        follows = char == ("," if self.flow else ":")
        owner = self.tokens[-1].start if follows else self.pos
        self._dispatch(char)
        if self.tokens[-1].kind is not Kind.BLOCK_ENTRY:
            comments.scan_line(self, owner)

    def _dispatch(self, char: str) -> None:
        if char in _FLOW_BRACKETS:
            self._flow_bracket(char)
        elif char == ",":
            self.keys.remove()
            self.key_allowed = True
            self._emit(Kind.FLOW_ENTRY, 1)
        elif not self._block_indicator(char):
            self._scalar_like(char)

    def _block_indicator(self, char: str) -> bool:
        if char not in "-?:":
            return False
        blank = self.s[self.pos + 1] in BLANK_OR_BREAK_OR_END
        if char == "-" and blank:
            self._block_entry()
        elif char == "?" and (self.flow or blank):
            self._key()
        elif char == ":" and (self.flow or blank):
            self._value()
        else:
            return False
        return True

    def _scalar_like(self, char: str) -> None:
        if char in "*&":
            self._property()
            properties.anchor(self, Kind.ALIAS if char == "*" else Kind.ANCHOR)
        elif char == "!":
            self._property()
            properties.tag(self)
        elif char in "|>" and not self.flow:
            self.keys.remove()
            self.key_allowed = True
            block_scalars.block(self, char)
        elif char in "'\"":
            self._property()
            scalars.quoted(self, char)
        elif self._starts_plain(char):
            self._property()
            scalars.plain(self)
        else:
            raise GoYamlError(self.pos, "found character that cannot start any token")

    def _property(self) -> None:
        self._save_key()
        self.key_allowed = False

    def _starts_plain(self, char: str) -> bool:
        after = self.s[self.pos + 1]
        if char == "-":
            return after not in " \t"
        if char in "?:":
            return self.flow == 0 and after not in BLANK_OR_BREAK_OR_END
        return char not in _NOT_PLAIN

    def _emit(self, kind: Kind, length: int) -> None:
        start = self.pos
        self.advance(length)
        self.tokens.append(Token(kind, start, self.pos))

    def _flow_bracket(self, char: str) -> None:
        if char in "[{":
            self._save_key()
            self.keys.enter(len(self.tokens))
            self.flow += 1
            self.key_allowed = True
        else:
            self.keys.remove()
            if self.flow:
                self.flow -= 1
                self.keys.leave()
            self.key_allowed = False
        self._emit(_FLOW_BRACKETS[char], 1)

    def _block_entry(self) -> None:
        if self.flow == 0:
            if not self.key_allowed:
                raise GoYamlError(self.pos, "block sequence entries are not allowed in this context")
            self._roll(self.column, Kind.BLOCK_SEQUENCE_START, self.pos)
        self.keys.remove()
        self.key_allowed = True
        self._emit(Kind.BLOCK_ENTRY, 1)

    def _key(self) -> None:
        if self.flow == 0:
            if not self.key_allowed:
                raise GoYamlError(self.pos, "mapping keys are not allowed in this context")
            self._roll(self.column, Kind.BLOCK_MAPPING_START, self.pos)
        self.keys.remove()
        self.key_allowed = self.flow == 0
        self._emit(Kind.KEY, 1)

    def _value(self) -> None:
        key = self.keys.current
        if self.keys.valid(key, self.line, self.pos):
            self.tokens.insert(key.number, Token(Kind.KEY, key.index, key.index))
            self._roll(key.column, Kind.BLOCK_MAPPING_START, key.index, key.number)
            self.keys.use(key)
            self.key_allowed = False
        else:
            if self.flow == 0:
                if not self.key_allowed:
                    raise GoYamlError(self.pos, "mapping values are not allowed in this context")
                self._roll(self.column, Kind.BLOCK_MAPPING_START, self.pos)
            self.key_allowed = self.flow == 0
        self._emit(Kind.VALUE, 1)

    def _stream_end(self) -> None:
        if self.column:
            self.line += 1
            self.line_start = self.pos
        self._start_over(self.pos)
        self.tokens.append(Token(Kind.STREAM_END, self.pos, self.pos))

    def _start_over(self, scan: int) -> None:
        self._unroll(-1, scan)
        self.keys.remove()
        self.key_allowed = False

    def _to_next_token(self) -> None:
        scan, scan_line = self.pos, self.line
        while True:
            blanks = _BLANKS if self.flow or not self.key_allowed else _SPACES
            match = blanks.match(self.s, self.pos)
            self.pos = match.end() if match else self.pos
            comments.turn_into_head(self)
            if self.s[self.pos] == "#":
                comments.scan(self, scan, scan_line)
            if self.s[self.pos] in BREAK_OR_END and self.s[self.pos] != "\0":
                self.line_break()
                if self.flow == 0:
                    self.key_allowed = True
            else:
                return
