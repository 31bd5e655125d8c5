"""Write a setting as TOML, on one line, safe to print."""

from __future__ import annotations

import dataclasses
import json
from typing import Any


def toml(value: Any) -> str:  # noqa: ANN401 - any value that a setting can have
    """`value` as TOML: tuples as lists, dataclasses and mappings as inline tables."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml, value))}]"
    items = plain(value).items()
    return f"{{{', '.join(f'{_string(key)} = {toml(each)}' for key, each in items)}}}"


def plain(value: Any) -> Any:  # noqa: ANN401
    """`value` with every dataclass in it as a mapping, field by field."""
    if dataclasses.is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    return value


def printable(text: str) -> str:
    """`text` with what does not print written out, as TOML strings write it."""
    return "".join(each if each.isprintable() else _escape(each) for each in text)


def _string(text: str) -> str:
    return printable(json.dumps(text, ensure_ascii=False))


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
