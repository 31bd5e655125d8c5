"""Values as SQLite takes them: text that is valid UTF-8 without NUL, numbers of 64 bits."""

from __future__ import annotations

import re

from ddlint.output.safe import visible

Sql = str | int | float | None

_UNFIT = re.compile("[\x00\ud800-\udfff]")
_LEAST, _MOST = -(2**63), 2**63 - 1


def text(value: str) -> str:
    """`value` with NUL and bytes that are no UTF-8 written out; nearly all text is as it was."""
    if value.isascii() and "\0" not in value:
        return value
    return _UNFIT.sub(lambda match: visible(match[0]), value)


def number(value: int) -> int:
    """`value`, or the nearest that 64 bits hold: a commit can claim any time."""
    return min(max(value, _LEAST), _MOST)


def fit(value: Sql) -> Sql:
    """`value`, as it can be stored."""
    if isinstance(value, str):
        return text(value)
    return number(value) if isinstance(value, int) else value
