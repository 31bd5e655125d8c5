"""Where the keys and values of a TOML document stand: the line of each, for messages."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Sequence

Route = tuple[str | int, ...]

_STRING = re.compile(
    r"""
    \"\"\" (?: \\. | [^\\] )*? \"\"\" "{0,2}    # several lines, with escapes; two quotes can end it
    | ''' .*? ''' '{0,2}                        # several lines, as they are
    | " (?: \\. | [^"\\] )* "
    | ' [^']* '
    """,
    re.VERBOSE | re.DOTALL,
)
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_BARE_KEY = re.compile(r"[A-Za-z0-9_.\- \t]+")
_BARE_VALUE = re.compile(r"[^,\]}#\r\n]+")


def lines(text: str) -> dict[Route, int]:
    """The 1-based line where each key, table and list element of `text` first appears.

    Args:
        text: a document that `tomllib` reads; of any other, the result means nothing.

    Returns:
        A line for each route of the parsed document: keys, and 0-based numbers in lists and arrays of tables.
    """
    scanner = _Scanner(text)
    scanner.document()
    return scanner.found


class _Scanner:
    def __init__(self, text: str) -> None:
        self.found: dict[Route, int] = {}
        self._text = text
        self._at = 0
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._elements: dict[Route, int] = {}  # arrays of tables: how many so far

    def document(self) -> None:
        table: Route = ()
        while self._blank():
            table = self._header() if self._text[self._at] == "[" else self._pair(table)

    def _blank(self) -> bool:
        """Skip blanks and comments; whether anything is left."""
        self._skip(_BLANK)
        return self._at < len(self._text)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self._text, self._at)
        if match:
            self._at = match.end()
        return bool(match)

    def _mark(self, route: Route) -> Route:
        self.found.setdefault(route, bisect_left(self._breaks, self._at) + 1)
        return route

    def _header(self) -> Route:
        brackets = 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        keys = self._keys()
        self._at += brackets
        route: Route = ()
        for key in keys[:-1]:
            route = self._mark((*route, key))
            if route in self._elements:
                route = (*route, self._elements[route] - 1)
        route = self._mark((*route, keys[-1]))
        if brackets == 1:
            return route
        number = self._elements[route] = self._elements.get(route, 0) + 1
        return self._mark((*route, number - 1))

    def _keys(self) -> Sequence[str]:
        """Read a dotted key, and leave it to `tomllib` to say what it means; marks stay on its line."""
        start = self._at
        while self._skip(_BARE_KEY) or self._skip(_STRING):
            pass
        keys: list[str] = []
        parsed: object = tomllib.loads(f"{self._text[start : self._at]} = 0")
        while isinstance(parsed, dict):
            [(key, parsed)] = parsed.items()
            keys.append(key)
        return keys

    def _pair(self, table: Route) -> Route:
        """Read `key = value`; gives back `table`, to which the next pair belongs too."""
        route = table
        keys = self._keys()
        for key in keys:
            route = self._mark((*route, key))
        self._at += 1  # the equals sign
        self._skip(_BLANK)
        self._value(route)
        return table

    def _value(self, route: Route) -> None:
        if self._skip(_STRING):
            return
        opening = self._text[self._at]
        if opening == "[":
            self._array(route)
        elif opening == "{":
            self._inline_table(route)
        else:
            self._skip(_BARE_VALUE)

    def _array(self, route: Route) -> None:
        number = 0
        while self._next("]"):
            self._value(self._mark((*route, number)))
            number += 1

    def _inline_table(self, route: Route) -> None:
        while self._next("}"):
            self._pair(route)

    def _next(self, closing: str) -> bool:
        """Step over an opening bracket or a comma; whether another element follows before `closing`."""
        self._skip(_BLANK)
        if self._text[self._at] in "[{,":
            self._at += 1
            self._skip(_BLANK)
        closed = self._text[self._at] == closing
        self._at += closed
        return not closed
