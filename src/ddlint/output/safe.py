r"""Make repository text safe to print: none of it moves a cursor, hides, reorders, or commands a CI runner.

What could is written out (`\x1b`, `\u202e`). Bytes that were not UTF-8 (kept as lone surrogates by
`surrogateescape`) are written as the bytes they were (`\xff`). Machine formats escape by their own grammar.
"""

from __future__ import annotations

import re

#: C0, DEL, C1; soft hyphen; bidi controls; zero-width and invisible fillers; line and paragraph separators;
#: lone surrogates; interlinear, musical and shorthand controls; non-characters; tags and further selectors.
_INVISIBLE = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
#: `##[command]` anywhere in a line is a command to GitHub's runner, `##vso[...]` to Azure's.
_HOSTILE = re.compile(rf"(?:##[A-Za-z]*+\[|[{_INVISIBLE}])")
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def safe(text: str) -> str:
    """`text` on one line, with everything written out that a terminal or a CI runner would act on."""
    if is_safe(text):
        return text
    return _HOSTILE.sub(lambda match: match[0][:-1] + visible(match[0][-1]), text)


def safe_line(text: str) -> str:
    """`safe` for text that begins a line: GitHub's runner takes `::name::` there for a command."""
    shown = safe(text)
    inner = shown.lstrip()
    return f"{shown[: -len(inner)]}\\x3a{inner[1:]}" if inner.startswith("::") else shown


def is_safe(text: str) -> bool:
    """Whether `text` is printed as it is, one column for each character; told at once for nearly all text."""
    return text.isascii() and text.isprintable() and "##" not in text


def pieces(text: str) -> list[str]:
    """What `safe` makes of `text`, as one piece for each of its characters."""
    found = list(text)
    for match in _HOSTILE.finditer(text):
        last = match.end() - 1
        found[last] = visible(text[last])
    return found


def visible(character: str) -> str:
    """`character` written out."""
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
