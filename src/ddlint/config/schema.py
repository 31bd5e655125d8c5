"""The JSON Schema of `ddlint.toml`, for editors: made from the annotations that the loader reads."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal, get_args, get_origin

from ddlint.config.describe import descriptions
from ddlint.config.limits import AtLeast, Limit
from ddlint.config.settings import Settings
from ddlint.config.toml_text import plain
from ddlint.config.typed import hints, unwrapped

ID = "https://github.com/deepdesk/ddlint/blob/main/schemas/config.schema.json"
_PLAIN = {str: "string", bool: "boolean", int: "integer"}

Schema = dict[str, Any]


def schema() -> Schema:
    """The schema (draft 2020-12), ready for `json.dumps`."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ID, "title": "ddlint.toml"}
    return head | _table(Settings)


def _table(kind: Any) -> Schema:  # noqa: ANN401 - a dataclass
    known, words = hints(kind), descriptions(kind)
    fields = dataclasses.fields(kind)
    properties = {
        each.name: _described(words[each.name]) | _value(known[each.name]) | _default(each) for each in fields
    }
    required = [each.name for each in fields if _is_required(each)]
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _value(hint: Any) -> Schema:  # noqa: ANN401 - an annotation
    base, limits = unwrapped(hint)
    found = _unlimited(base)
    for limit in limits:
        found |= _limit(limit, found["type"])
    return found


def _unlimited(base: Any) -> Schema:  # noqa: ANN401
    arguments = get_args(base)
    if dataclasses.is_dataclass(base):
        return _table(base)
    if get_origin(base) is Literal:
        return {"enum": list(arguments)}
    if get_origin(base) is tuple:
        return {"type": "array", "items": _value(arguments[0])}
    if get_origin(base) is dict:
        return {"type": "object", "additionalProperties": _value(arguments[1])}
    return {"type": _PLAIN[base]}


def _limit(limit: Limit, kind: str) -> Schema:
    if isinstance(limit, AtLeast):
        return {"minItems" if kind == "array" else "minimum": limit.number}
    return {"pattern": f"^(?:{limit.pattern})(?![\\s\\S])"}  # Python reads `$` as before a line break too


def _described(text: str) -> Schema:
    return {"description": text} if text else {}


def _default(each: dataclasses.Field[Any]) -> Schema:
    if each.default is dataclasses.MISSING:
        return {}
    value = plain(each.default)
    return {"default": list(value) if isinstance(value, tuple) else value}


def _is_required(each: dataclasses.Field[Any]) -> bool:
    return each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
