"""A configuration file as TOML: decoded, parsed, with the line of everything in it."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ddlint.config.discovery import SHARED_NAME
from ddlint.config.locate import Route, lines
from ddlint.errors import DdlintError

TABLE = ("tool", "ddlint")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Source:
    """A configuration file that was read: `table` is ddlint's part of it, `prefix` the route to that part."""

    path: str
    content: bytes
    table: object
    prefix: tuple[str, ...]
    lines: Mapping[Route, int]


def read_source(path: str, data: bytes) -> Source | None:
    """The file `path` with the content `data`; None for a `pyproject.toml` without `[tool.ddlint]`."""
    text = _decoded(path, data)
    document, places = _parsed(path, text)
    if os.path.basename(path) != SHARED_NAME:
        return Source(path, data, document, (), places)
    tool = document.get("tool")
    if not isinstance(tool, dict) or "ddlint" not in tool:
        return None
    return Source(path, data, tool["ddlint"], TABLE, places)


def _decoded(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DdlintError(f"{path}:{line}: not UTF-8", "TOML files are UTF-8") from error


def _parsed(path: str, text: str) -> tuple[dict[str, Any], Mapping[Route, int]]:
    try:
        return tomllib.loads(text), lines(text)
    except RecursionError:
        raise DdlintError(f"{path}: nested too deeply") from None
    except ValueError as error:
        found = _PLACE.search(str(error))
        at = f":{found[1]}:{found[2]}" if found and found[1] else f":{text.count(chr(10)) + 1}"
        raise DdlintError(f"{path}{at}: not valid TOML: {_PLACE.sub('', str(error))}") from error
