"""How the YAML readers around Flux type an unquoted scalar.

Three readers see a tag: go-yaml v3 (Flux itself, by node tag), go-yaml v2 (what Flux asks whether it must
quote) and sigs.k8s.io/yaml (Kustomize, Helm, kubectl: v2's rules, then JSON).
Source: observed behaviour of go.yaml.in/yaml v2.4.4 and v3.0.4 (`resolve.go`), sigs.k8s.io/yaml v1.6, Go's
`strconv` and `time`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Type(StrEnum):
    """What a reader takes an unquoted scalar for."""

    STRING = "string"
    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    NULL = "null"
    TIMESTAMP = "timestamp"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class ScalarType:
    """How the readers take an unquoted scalar.

    Attributes:
        applied: what Kustomize, Helm and kubectl read.
        flux: what Flux reads; anything but a string makes it write `!!int v1` and the like.
        value: what those who apply it get, in JSON; empty for a string, and for what JSON cannot say.
    """

    applied: Type
    flux: Type
    value: str


def type_of(value: str) -> ScalarType:
    """How the readers take the unquoted `value`."""
    applied, flux = go_yaml_v2(value), go_yaml_v3(value)
    return ScalarType(applied, flux, "" if applied in {Type.STRING, Type.MERGE} else kubernetes_json(value))


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_TRUE_V2 = _TRUE | {"y", "Y", "yes", "Yes", "YES", "on", "On", "ON"}
_FALSE_V2 = _FALSE | {"n", "N", "no", "No", "NO", "off", "Off", "OFF"}
_NO_NUMBERS = frozenset(sign + word for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")) | {
    ".nan",
    ".NaN",
    ".NAN",
}

_INT = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_DOT_FLOAT = re.compile(r"\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?", re.ASCII)
_DATE = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"(?:(?P<gap>[Tt ])(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2}):(?P<second>[0-9]{1,2})(?:[.,][0-9]+)?"
    r"(?P<zone>Z|[-+][0-9]{2}:[0-9]{2})?)?",
    re.ASCII,
)
_LARGEST_INT = 2**63 - 1
_LARGEST_UNSIGNED = 2**64 - 1


def go_yaml_v3(value: str) -> Type:
    """What Flux's own parser takes the unquoted `value` for."""
    if value == "<<":
        return Type.MERGE
    if value in _TRUE or value in _FALSE:
        return Type.BOOL
    return _null_or_number(value)


def go_yaml_v2(value: str) -> Type:
    """What a reader with the rules of YAML 1.1 takes the unquoted `value` for (dates are strings to it)."""
    if value in _TRUE_V2 or value in _FALSE_V2:
        return Type.BOOL
    found = _null_or_number(value)
    return Type.STRING if found is Type.TIMESTAMP else found


def is_string_everywhere(value: str) -> bool:
    """Whether every reader takes the unquoted `value` for a string, so that it needs no quotes."""
    return go_yaml_v3(value) is Type.STRING and go_yaml_v2(value) is Type.STRING


def flux_quotes(value: str) -> bool:
    """Whether Flux puts quotes around `value` when it writes it in place of an unquoted one."""
    return bool(value) and "\n" not in value and go_yaml_v2(value) is not Type.STRING


def kubernetes_json(value: str) -> str:
    """The JSON that Kustomize, Helm and the API server get for the unquoted `value`; empty for an error."""
    found = go_yaml_v2(value)
    if found is Type.NULL:
        return "null"
    if found is Type.BOOL:
        return "true" if value in _TRUE_V2 else "false"
    if found is Type.INT:
        return str(_integer(value.replace("_", "")))
    if found is Type.FLOAT:
        return _float_json(value)
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[<>&\u2028\u2029]", lambda match: f"\\u{ord(match.group()):04x}", text)


def _null_or_number(value: str) -> Type:
    if value in _NULLS:
        return Type.NULL
    if value in _NO_NUMBERS:
        return Type.FLOAT
    if value[0] not in "+-.0123456789":
        return Type.STRING
    return _number(value)


def _number(value: str) -> Type:
    if value.startswith("."):
        return Type.FLOAT if _DOT_FLOAT.fullmatch(value) and _finite(value) else Type.STRING
    if _timestamp(value):
        return Type.TIMESTAMP
    plain = value.replace("_", "")
    if _integer(plain) is not None:
        return Type.INT
    return Type.FLOAT if _FLOAT.fullmatch(plain) and _finite(plain) else Type.STRING


def _integer(plain: str) -> int | None:
    """The integer that Go's ParseInt or ParseUint reads with base 0; None where both fail."""
    if not _INT.fullmatch(plain) or len(plain) > 70:
        return None
    digits = plain.lstrip("+-")
    octal = len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()
    number = int(digits, 8) if octal else int(digits, 0)
    if plain[0] in "+-":
        number = -number if plain[0] == "-" else number
        return number if -_LARGEST_INT - 1 <= number <= _LARGEST_INT else None
    return number if number <= _LARGEST_UNSIGNED else None


def _finite(value: str) -> bool:
    return float(value) not in {float("inf"), float("-inf")}


def _timestamp(value: str) -> bool:
    match = _DATE.fullmatch(value)
    if match is None or not _real_date(int(match["year"]), int(match["month"]), int(match["day"])):
        return False
    if match["gap"] is None:
        return True
    if (match["gap"] == " ") is (match["zone"] is not None):
        return False
    in_range = int(match["hour"]) < 24 and int(match["minute"]) < 60 and int(match["second"]) < 60
    return in_range and _real_zone(match["zone"])


def _real_date(year: int, month: int, day: int) -> bool:
    try:
        date(year or 4, month, day)  # Go has a year 0, a leap year; Python has none
    except ValueError:
        return False
    return True


def _real_zone(zone: str | None) -> bool:
    return zone is None or zone == "Z" or (int(zone[1:3]) <= 24 and int(zone[4:]) < 60)


def _float_json(value: str) -> str:
    """A float as Go's encoding/json writes it; empty for what JSON cannot say."""
    if value in _NO_NUMBERS:
        return ""
    number = float(value.replace("_", ""))
    if number == 0 or 1e-6 <= abs(number) < 1e21:
        text = format(Decimal(repr(number)), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return repr(number).replace("e-0", "e-")
