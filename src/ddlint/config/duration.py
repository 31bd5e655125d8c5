"""Spans of time in the settings: `12h`, `7d`, `2w`."""

from __future__ import annotations

_SECONDS = {"h": 3_600, "d": 86_400, "w": 7 * 86_400}


def seconds(text: str) -> int:
    """How long `text` is; the settings hold no other forms than a number and one of `h`, `d`, `w`."""
    return int(text[:-1]) * _SECONDS[text[-1]]
