"""The JSON Schema of `ddlint.toml`, made from the typed settings."""

from __future__ import annotations

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from ddlint.config.describe import descriptions
from ddlint.config.settings import Settings
from ddlint.engine.finding import Severity

ID = "https://github.com/deepdesk/ddlint/blob/main/schemas/config.schema.json"
SEVERITIES = tuple(severity.word for severity in sorted(Severity, reverse=True))
_PLAIN = {str: "string", bool: "boolean", int: "integer"}
#: What the types of the fields do not say.
_MORE: dict[str, dict[str, Any]] = {
    "Settings.fail_on": {"enum": list(SEVERITIES)},
    "Settings.severity": {"additionalProperties": {"enum": list(SEVERITIES)}},
}


def schema() -> dict[str, Any]:
    """The schema, ready for `json.dumps`."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": ID, "title": "ddlint.toml"}
    return head | _object(Settings)


def _object(kind: type) -> dict[str, Any]:
    hints, words = get_type_hints(kind), descriptions(kind)
    properties = {
        field.name: _described(words[field.name])
        | _value(hints[field.name])
        | _default(field)
        | _MORE.get(f"{kind.__name__}.{field.name}", {})
        for field in fields(kind)
    }
    required = [field.name for field in fields(kind) if _required(field)]
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }


def _value(hint: object) -> dict[str, Any]:
    """The schema of a value of the type `hint`."""
    arguments = get_args(hint)
    match get_origin(hint):
        case None if isinstance(hint, type):
            return _object(hint) if is_dataclass(hint) else {"type": _PLAIN[hint]}
        case kind if kind is tuple:
            return {"type": "array", "items": _value(arguments[0])}
        case kind if kind is dict:
            return {"type": "object", "additionalProperties": _value(arguments[1])}
        case types.UnionType:
            return _value(next(one for one in arguments if one is not types.NoneType))
    raise TypeError(f"a setting of the type {hint} has no schema yet")


def _described(text: str) -> dict[str, Any]:
    return {"description": text} if text else {}


def _default(field: Field[Any]) -> dict[str, Any]:
    if field.default is MISSING or field.default is None or is_dataclass(field.default):
        return {}
    return {"default": list(field.default) if isinstance(field.default, tuple) else field.default}


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING
