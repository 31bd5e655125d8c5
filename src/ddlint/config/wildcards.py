"""Patterns on names and headers: `*` stands for any text, all else for itself."""

from __future__ import annotations


def matches(pattern: str, text: str) -> bool:
    """Whether `pattern` matches the whole of `text`, in time linear in both."""
    first, *others = pattern.split("*")
    if not others:
        return text == pattern
    *inner, last = others
    if not text.startswith(first):
        return False
    at = len(first)
    for piece in inner:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return len(text) - len(last) >= at and text.endswith(last)
