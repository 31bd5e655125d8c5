"""Tokens and comments as go-yaml v3's scanner sees them, and the characters it tells apart."""

from __future__ import annotations

import re
from enum import IntEnum, auto
from functools import cache

BREAKS = "\r\n\x85\u2028\u2029"
BLANKS = " \t"
BREAK_OR_END = frozenset(BREAKS + "\0")
BLANK_OR_BREAK = frozenset(BLANKS + BREAKS)
BLANK_OR_BREAK_OR_END = frozenset(BLANKS + BREAKS + "\0")
WIDE_BREAKS = frozenset("\x85\u2028\u2029")


@cache
def forbidden() -> re.Pattern[str]:
    """A character that go-yaml's and libyaml's readers refuse; compiled when asked for."""
    return re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class GoYamlError(Exception):
    """go-yaml refuses the text.

    Attributes:
        offset: where, in characters of the scanned text.
        problem: what it says.
    """

    def __init__(self, offset: int, problem: str) -> None:
        super().__init__(problem)
        self.offset = offset
        self.problem = problem


class TooDeepError(Exception):
    """The text nests deeper than ddlint reads (go-yaml would go on).

    Attributes:
        offset: where, in characters of the scanned text.
    """

    def __init__(self, offset: int) -> None:
        super().__init__("nested too deep")
        self.offset = offset


class Kind(IntEnum):
    """What a token is."""

    STREAM_START = auto()
    STREAM_END = auto()
    VERSION_DIRECTIVE = auto()
    TAG_DIRECTIVE = auto()
    DOCUMENT_START = auto()
    DOCUMENT_END = auto()
    BLOCK_SEQUENCE_START = auto()
    BLOCK_MAPPING_START = auto()
    BLOCK_END = auto()
    FLOW_SEQUENCE_START = auto()
    FLOW_SEQUENCE_END = auto()
    FLOW_MAPPING_START = auto()
    FLOW_MAPPING_END = auto()
    BLOCK_ENTRY = auto()
    FLOW_ENTRY = auto()
    KEY = auto()
    VALUE = auto()
    ALIAS = auto()
    ANCHOR = auto()
    TAG = auto()
    SCALAR = auto()


class Token:
    """A token: characters `start` to `end`, and for scalars, anchors and tags what they hold.

    Attributes:
        style: of a scalar: empty for plain, else its indicator (a quote, `|` or `>`); of a tag: its handle.
    """

    __slots__ = ("end", "kind", "start", "style", "value")

    def __init__(self, kind: Kind, start: int, end: int, value: str = "", style: str = "") -> None:
        """Make a token."""
        self.kind = kind
        self.start = start
        self.end = end
        self.value = value
        self.style = style


class Remark:
    """A comment on its way to a token: one of `head`, `line` and `foot` holds its text, `#` included.

    Attributes:
        token: it belongs to the first token that starts here or later.
        start, line_number, column: where its text begins (column 1-based for head and foot).
        scan, end: the range that was looked through when it was found.
    """

    __slots__ = ("column", "end", "foot", "head", "line", "line_number", "scan", "start", "token")

    def __init__(self, token: int, start: int, line_number: int, column: int) -> None:
        """Make a remark without text."""
        self.token = token
        self.start = start
        self.line_number = line_number
        self.column = column
        self.scan = 0
        self.end = 0
        self.head = ""
        self.line = ""
        self.foot = ""

    def clear(self) -> None:
        """Forget it: it has been given to a token."""
        self.token = self.start = self.line_number = self.column = self.scan = self.end = 0
        self.head = self.line = self.foot = ""
