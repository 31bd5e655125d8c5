"""A unified diff that `git apply` takes, whatever the file holds and is called."""

from __future__ import annotations

import difflib

_SHORT = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}


def unified(path: str, before: bytes, after: bytes) -> list[str]:
    """The lines that tell `before` from `after`: they end at LF alone, and keep a CR before it."""
    old, new = (data.decode("utf-8", "surrogateescape").split("\n") for data in (before, after))
    old, new = ([f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1]) for lines in (old, new))
    lines = [*difflib.unified_diff(old, new)][2:]
    names = [f"--- {quoted(f'a/{path}')}\n", f"+++ {quoted(f'b/{path}')}\n"] if lines else []
    whole = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return [*names, *whole]


def quoted(name: str) -> str:
    """`name` as git writes it in a diff: in quotes where it holds what would end or change the line.

    Source: git's `quote.c` (`quote_c_style`), with `core.quotePath` off.
    """
    written = "".join(map(_one, name))
    return name + "\t" * (" " in name) if written == name else f'"{written}"'


def _one(character: str) -> str:
    """A character of a name, escaped where it needs that; a byte that was not UTF-8 is a lone surrogate."""
    code = ord(character)
    if code in _SHORT:
        return f"\\{_SHORT[code]}"
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    elif 32 <= code != 127:
        return character
    return f"\\{code:03o}"
