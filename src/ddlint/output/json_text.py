"""JSON that every reader takes: pure ASCII, no lone surrogates, one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from ddlint.output.safe import visible

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

_encode = json.JSONEncoder(ensure_ascii=False).encode
_BEYOND_ASCII = re.compile("[\x7f-\U0010ffff]")


def dumps(value: Json) -> str:
    """`value` as JSON.

    A lone surrogate cannot stand in JSON (many readers refuse it): it is written out as text, as `safe` does.
    """
    text = _encode(value)
    if text.isascii() and "\x7f" not in text:
        return text
    return _BEYOND_ASCII.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return "\\" + visible(character)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
