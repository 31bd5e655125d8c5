"""In which columns Flux leaves a comment that stands on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DASH = re.compile(r"- +")


class CommentColumns:
    """Answers for the comments of one text, asked in their order."""

    def __init__(self, text: str) -> None:
        """Take the text of a piece."""
        self._text = text
        self._read = 0
        self._open: list[tuple[int, frozenset[int]]] = []
        self._following = -1
        self._column = 0

    def around(self, offset: int) -> set[int]:
        """The columns of the next line with content and of those before that are still open."""
        self._read_to(self._text.rfind("\n", 0, offset) + 1)
        columns = {self._next_column(offset)}
        for _, those in self._open:
            columns |= those
        return columns

    def _read_to(self, stop: int) -> None:
        while self._read < stop:
            end = self._text.find("\n", self._read)
            self._take(self._text[self._read : end])
            self._read = end + 1

    def _take(self, line: str) -> None:
        content = line.lstrip(" ")
        if not content or content.startswith("#"):
            return
        column = len(line) - len(content)
        while self._open and self._open[-1][0] >= column:
            self._open.pop()
        self._open.append((column, frozenset((column, *_behind_dashes(content, column)))))

    def _next_column(self, offset: int) -> int:
        """The column of the next line that is neither blank nor a comment; 0 where there is none."""
        if offset >= self._following:
            self._following, self._column = self._find_next(offset)
        return self._column

    def _find_next(self, offset: int) -> tuple[int, int]:
        start = self._text.find("\n", offset) + 1
        while start:
            end = self._text.find("\n", start)
            line = self._text[start : end if end >= 0 else len(self._text)]
            content = line.lstrip(" \t")
            if content and not content.startswith("#"):
                return start, len(line) - len(line.lstrip(" "))
            start = end + 1
        return len(self._text), 0


def _behind_dashes(content: str, column: int) -> Iterator[int]:
    """The columns behind the dashes that a line begins with."""
    while dash := _DASH.match(content):
        content = content[dash.end() :]
        column += dash.end()
        yield column
