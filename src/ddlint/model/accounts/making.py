"""Values with their lines and markers, out of a file that is being read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from ddlint.model.accounts.facts import Value
from ddlint.model.marker_site import MarkerSite
from ddlint.model.place import FileSpan
from ddlint.model.scalar import Scalar, Style
from ddlint.model.yaml_node import YamlNode
from ddlint.model.yaml_null import NULLS

_FAR = 8_000  # characters from which on counting the lines before costs more than looking them up


class Maker:
    """Makes values of one file."""

    def __init__(self, text: str, sites: Iterable[MarkerSite] = ()) -> None:
        """Take the text of a file and its markers."""
        self._text = text
        self._breaks: list[int] | None = None
        named = (site for site in sites if site.target is not None and site.reading.marker is not None)
        self.markers = {site.target.start: site for site in named if site.target is not None}

    def line(self, start: int) -> int:
        """The line of a character, counted from 1."""
        if start < _FAR:
            return self._text.count("\n", 0, start) + 1
        if self._breaks is None:
            self._breaks = [match.start() for match in re.finditer("\n", self._text)]
        return bisect_right(self._breaks, start - 1) + 1

    def pathless(self, scalar: Scalar) -> Value:
        """The value of a scalar of a file that was read for its markers, without the path of that file."""
        null = scalar.style is Style.PLAIN and scalar.value in NULLS
        text = None if null else scalar.value
        return self._value(text, "", scalar.start, scalar.end, scalar.route)

    def node(self, node: YamlNode) -> Value:
        """The value of a scalar of a tree."""
        return self._value(None if node.is_null else node.value, node.path, node.start, node.end, node.route)

    def _value(self, text: str | None, path: str, start: int, end: int, route: str) -> Value:
        line, site = self.line(start), self.markers.get(start)
        if site is None:
            return Value(text, path, start, end, line, route)
        span = FileSpan(path, site.start, site.end, site.route)
        return Value(text, path, start, end, line, route, site.reading.marker, span, site.live)
