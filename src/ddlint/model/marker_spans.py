"""Where a marker-like text begins and ends, where no parser says so."""

from __future__ import annotations

import re

DISABLED = re.compile(r"#[#\s]*(?:-\s[^#]*|[^\s#{]+:\s[^#]*)#+\s*\S")
"""A line that is commented out as a whole, YAML and the marker behind it: the normal way to disable it."""
_LINE_BREAKS = "\r\x85\u2028\u2029"
_LINE_END = re.compile(f"[\n{_LINE_BREAKS}]")
_COMMENT_SIGN = re.compile(r"(?<!\S)#")


def comment_span(text: str, at: int) -> tuple[int, int]:
    """The comment that character `at` very likely stands in, where no parser can tell; else from `at` on."""
    line_start = text.rfind("\n", 0, at) + 1
    before = text[line_start:at]
    line_start += max(before.rfind(mark) for mark in _LINE_BREAKS) + 1
    line_end = _LINE_END.search(text, at)
    end = line_end.start() if line_end else len(text)
    match = _COMMENT_SIGN.search(text, line_start, at)
    start = match.start() if match else at
    return start, start + len(text[start:end].rstrip())


def text_span(text: str, at: int, first: int, last: int) -> tuple[int, int]:
    """The marker-like part of a scalar's text: from its `#`, if there is one, to its brace or line's end."""
    line_start = max(text.rfind("\n", 0, at) + 1, first)
    line_end = text.find("\n", at)
    end = min(last, len(text) if line_end < 0 else line_end)
    brace = text.rfind("{", line_start, at + 1)
    start = brace if brace >= 0 else at
    sign = re.search(r"#+\s*$", text[line_start:start])
    start = line_start + sign.start() if sign else start
    closing = text.find("}", at, end)
    return start, closing + 1 if closing >= 0 else start + len(text[start:end].rstrip())
