"""Matching at a position of the scanned text."""

from __future__ import annotations

import re

REST_OF_LINE = re.compile("[^\r\n\x85\u2028\u2029\0]*")


def matched(pattern: re.Pattern[str], text: str, pos: int) -> str:
    """What `pattern` matches at `pos`; empty for no match."""
    match = pattern.match(text, pos)
    return match.group() if match else ""
