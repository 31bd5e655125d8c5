"""Texts in quotes as Go's `%q` writes them, for the messages of Flux."""

from __future__ import annotations

_NAMED = {"\a": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
_ESCAPED = _NAMED | {'"': '\\"', "\\": "\\\\"}


def go_quote(text: str) -> str:
    """`text` in double quotes, with everything escaped that is not printed.

    Source: Go, strconv/quote.go (`Quote`).
    """
    return f'"{"".join(map(_character, text))}"'


def _character(character: str) -> str:
    if character in _ESCAPED:
        return _ESCAPED[character]
    code = ord(character)
    if character.isprintable():
        return character
    if code < 0x20 or code == 0x7F:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
