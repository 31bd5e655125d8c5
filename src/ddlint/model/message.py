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

Span = tuple[int, int]


class Message:
    """A parsed message. All offsets count characters of `text`.

    Attributes:
        text: the whole message, as given.
        start: where the header starts (blank lines before it are skipped).
        end: where the header ends.
        parts: type, scope, `!` and description, or None where the header does not follow the form.
        automatic: which tool's exact form the message has (see `ddlint.model.automatic`), or empty.
        second_line: the span of the line under the header where that is not blank, else None.
        footers: in the order of the text.
        body: the span of the body: between the blank line under the header and the footers.
    """

    __slots__ = (
        "_lines", "_walk", "automatic", "body", "end", "footers", "parts", "second_line", "start", "text",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self._walk: Walk | None = None
        self.start, self.end, following = header_span(text)
        self._lines = _lines_of(text, following)
        self.parts: Header | None = read_header(self.header)
        self.automatic = "" if self.parts else automatic_kind(self.header, text)
        self.second_line: Span | None = (
            self._lines[0] if self._lines and not _is_empty(self._lines[0]) else None
        )
        first = self._first_body_line()
        self.footers: tuple[Footer, ...] = read_footers(text, self._lines[first:])
        self.body: Span = self._body(first)

    @property
    def header(self) -> str:
        """The first line that is not blank, without white space at its end."""
        return self.text[self.start : self.end]

    @property
    def is_empty(self) -> bool:
        """Whether nothing but white space is there."""
        return self.start == self.end

    @property
    def type(self) -> str:
        """The type in lower case; empty where the header does not follow the form.

        A header that is well-formed but for an empty scope still has its type.
        """
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
        return bool(self.parts) and any(footer.is_breaking and footer.value for footer in self.footers)

    @property
    def header_faults(self) -> tuple[Fault, ...]:
        """What keeps the header from following the form; offsets count from `start`."""
        return tuple(self.walk.faults) if not self.parts and not self.is_empty else ()

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
            for index, (start, end) in enumerate(self._lines)
        )
        return tuple(miss for miss in found if miss)

    def _first_body_line(self) -> int:
        """The index of the first line behind a blank one; the number of lines where none is blank."""
        return next((at + 1 for at, line in enumerate(self._lines) if _is_empty(line)), len(self._lines))

    def _body(self, first: int) -> Span:
        start = self._lines[first][0] if first < len(self._lines) else len(self.text)
        end = self.footers[0].start if self.footers else len(self.text)
        raw = self.text[start:end]
        inner = raw.lstrip(BLANK)
        start += len(raw) - len(inner)
        return start, start + len(inner.rstrip(BLANK))


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
