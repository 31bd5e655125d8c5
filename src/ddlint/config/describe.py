"""The descriptions of the settings: the `#:` comments above the fields in `ddlint.config.settings`."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields

_COMMENT = re.compile(r"^    #: (.*)$")
_FIELD = re.compile(r"^    (\w+):")


def descriptions(kind: type) -> dict[str, str]:
    """Field name to description, for the fields of the settings class `kind`; empty where there is none."""
    found = dict.fromkeys((field.name for field in fields(kind)), "")
    waiting: list[str] = []
    for line in inspect.getsource(kind).splitlines():
        if comment := _COMMENT.match(line):
            waiting.append(comment[1])
        elif field := _FIELD.match(line):
            found[field[1]] = " ".join(waiting)
            waiting = []
    return found
