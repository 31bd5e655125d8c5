"""A commit message, parsed exactly after Conventional Commits 1.0.0.

The same parser serves the commit-msg hook, a range of commits and the whole history. It takes text that is
decoded already (bytes that are no UTF-8 as lone surrogates), imports nothing heavy and takes linear time.

What the specification leaves open is decided as follows; the letters are those of docs/commits.md.

* D1 white space at line ends and blank lines around the message do not count, as git cleans them.
* D2 the type is compared in ASCII lower case.
* D3 a scope is one or more characters other than parentheses and line ends, and not blank.
* D4 a colon, at least one space, then a description that is not blank.
* D5 the text of a breaking change may start on a later line, up to the next footer; without text it is none.
* D6 `BREAKING CHANGE` or `BREAKING-CHANGE`, in capitals, starts a line and has its colon.
* D7 the second line is blank.
"""

from __future__ import annotations

from ddlint.model.automatic import automatic_kind
from ddlint.model.footers import Footer, read_footers
from ddlint.model.header import BLANK, Header, read_header
from ddlint.model.header_fault import Fault, Walk, walk_over
from ddlint.model.near_miss import NearMiss, near_miss_in_header, near_miss_on_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]


class Message:
    """A parsed message. All offsets count characters of `text`. What follows the header is read when needed.

    Attributes:
        text: the whole message, as given.
        header: the first line that is not blank, without white space at its end.
        start: where the header starts (blank lines before it are skipped).
        end: where the header ends.
        parts: type, scope, `!` and description, or None where the header does not follow the form.
        automatic: which tool's exact form the message has (see `ddlint.model.automatic`), or empty.
    """

    __slots__ = (
        "_following", "_footers", "_lines", "_type", "_walk", "automatic", "end", "header", "parts", "start",
        "text",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.start, self.end, self._following = header_span(text)
        self.header = text[self.start : self.end]
        self.parts: Header | None = read_header(self.header)
        self.automatic = "" if self.parts else automatic_kind(self.header, text)
        self._type: str | None = None
        self._walk: Walk | None = None
        self._lines: list[Span] | None = None
        self._footers: tuple[Footer, ...] | None = None

    @property
    def lines(self) -> list[Span]:
        """The spans of the lines after the header, without white space at their ends."""
        if self._lines is None:
            self._lines = _lines_of(self.text, self._following)
        return self._lines

    @property
    def second_line(self) -> Span | None:
        """The span of the line under the header where that is not blank."""
        text, start = self.text, self._following
        if text.startswith("\n", start):
            return None
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)].rstrip(BLANK)
        return (start, start + len(line)) if line else None

    @property
    def footers(self) -> tuple[Footer, ...]:
        """In the order of the text."""
        if self._footers is None:
            self._footers = read_footers(self.text, self.lines[self._first_body_line() :])
        return self._footers

    @property
    def breaking_footers(self) -> tuple[Footer, ...]:
        """The footers that declare a breaking change, or would if they had a text."""
        if "BREAKING" not in self.text:
            return ()
        return tuple(footer for footer in self.footers if footer.is_breaking)

    @property
    def body(self) -> Span:
        """The span of the body: between the blank line under the header and the footers."""
        first = self._first_body_line()
        start = self.lines[first][0] if first < len(self.lines) else len(self.text)
        end = self.footers[0].start if self.footers else len(self.text)
        raw = self.text[start:end]
        inner = raw.lstrip(BLANK)
        start += len(raw) - len(inner)
        return start, start + len(inner.rstrip(BLANK))

    @property
    def is_empty(self) -> bool:
        """Whether nothing but white space is there."""
        return self.start == self.end

    @property
    def type(self) -> str:
        """The type in lower case; empty where the header does not follow the form.

        A header that is well-formed but for an empty scope still has its type.
        """
        if self._type is None:
            self._type = self._read_type()
        return self._type

    def _read_type(self) -> str:
        if self.parts:
            return self.parts.type.lower()
        return self.walk.type.lower() if self.walk.has_only_an_empty_scope else ""

    @property
    def scope(self) -> str | None:
        """The scope, or None for none."""
        return self.parts.scope if self.parts else None

    @property
    def description(self) -> str:
        """The description; empty where the header does not follow the form."""
        return self.parts.description if self.parts else ""

    @property
    def type_span(self) -> Span:
        """Where the type stands; an empty span where there is none."""
        return self.start, self.start + len(self.type)

    @property
    def scope_span(self) -> Span | None:
        """Where the scope stands, without its parentheses."""
        if not self.parts or self.parts.scope is None:
            return None
        at = self.type_span[1] + 1
        return at, at + len(self.parts.scope)

    @property
    def description_span(self) -> Span:
        """Where the description stands."""
        return (self.start + self.parts.description_at if self.parts else self.end), self.end

    @property
    def has_form(self) -> bool:
        """Whether it is a conventional commit, of whatever type: the header's form and the blank line."""
        return self.parts is not None and self.second_line is None

    @property
    def is_breaking(self) -> bool:
        """Whether it declares a breaking change: by `!`, or by a footer with a text (D5, D6)."""
        if self.parts and self.parts.bang:
            return True
        return bool(self.parts) and any(footer.value for footer in self.breaking_footers)

    @property
    def header_faults(self) -> Sequence[Fault]:
        """What keeps the header from following the form; offsets count from `start`."""
        return () if self.parts or self.is_empty else self.walk.faults

    @property
    def walk(self) -> Walk:
        """The header, read piece by piece where it does not follow the form."""
        if self._walk is None:
            self._walk = walk_over(self.header)
        return self._walk

    @property
    def near_misses(self) -> tuple[NearMiss, ...]:
        """What means a breaking change and is not spelled as one."""
        if "breaking" not in self.text.lower():
            return ()
        at = self.start + self.parts.description_at if self.parts else -1
        found = [near_miss_in_header(self.text, self.start, self.end, at)]
        first = self._first_body_line()
        found.extend(
            near_miss_on_line(self.text, start, end, under_header=index < first)
            for index, (start, end) in enumerate(self.lines)
        )
        return tuple(miss for miss in found if miss)

    def _first_body_line(self) -> int:
        """The index of the first line behind a blank one; the number of lines where none is blank."""
        return next((at + 1 for at, line in enumerate(self.lines) if _is_empty(line)), len(self.lines))


def header_span(text: str) -> tuple[int, int, int]:
    """Where the header of `text` starts and ends, and where the line after it starts."""
    at = 0
    while at < len(text):
        line_end = text.find("\n", at)
        if line_end < 0:
            line_end = len(text)
        line = text[at:line_end].rstrip(BLANK)
        if line:
            return at, at + len(line), line_end + 1
        at = line_end + 1
    return len(text), len(text), len(text) + 1


def _lines_of(text: str, at: int) -> list[Span]:
    """The spans of the lines from `at` on, white space at their ends and blank lines at the end left out."""
    lines = []
    end = len(text.rstrip(BLANK))
    while at < end:
        line_end = text.find("\n", at, end)
        if line_end < 0:
            line_end = end
        lines.append((at, at + len(text[at:line_end].rstrip(BLANK))))
        at = line_end + 1
    return lines


def _is_empty(line: Span) -> bool:
    return line[0] == line[1]
