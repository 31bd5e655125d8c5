"""What an unquoted YAML scalar is to the readers in a Flux set-up.

Kustomize, Helm and kubectl read by go-yaml v2's rules (sigs.k8s.io/yaml), Flux's automation writes by
go-yaml v3's; they differ on `yes`, `on`, `y` (v2: boolean) and on dates (v3: timestamp). Source: go-yaml
`resolve.go`, both versions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The type of a scalar, in the words of YAML's own tags."""

    STR = "str"
    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    NULL = "null"
    TIMESTAMP = "timestamp"


@dataclass(frozen=True, slots=True)
class ScalarType:
    """How the two readers take a plain scalar.

    Attributes:
        applied: what kustomize, Helm and kubectl read.
        flux: what Flux's automation reads; anything but a string makes it write `!!int v1` and the like.
        value: the value of a number or boolean for those who apply it, in JSON; empty for a string.
    """

    applied: Kind
    flux: Kind
    value: str = ""


_STR = ScalarType(Kind.STR, Kind.STR)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_YES = frozenset({"y", "Y", "yes", "Yes", "YES", "on", "On", "ON"})
_NO = frozenset({"n", "N", "no", "No", "NO", "off", "Off", "OFF"})
_SPECIAL = frozenset(
    sign + word for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")
) | {".nan", ".NaN", ".NAN"}  # fmt: skip
_INT = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt ].*)?", re.ASCII)
_BASES = {"x": 16, "o": 8, "b": 2}


def type_of(text: str) -> ScalarType:
    """The type of the plain scalar `text`."""
    if text in _NULLS:
        return ScalarType(Kind.NULL, Kind.NULL, "null")
    if text in _TRUE or text in _FALSE:
        return ScalarType(Kind.BOOL, Kind.BOOL, "true" if text in _TRUE else "false")
    if text in _YES or text in _NO:
        return ScalarType(Kind.BOOL, Kind.STR, "true" if text in _YES else "false")
    if text in _SPECIAL:
        return ScalarType(Kind.FLOAT, Kind.FLOAT, text)
    return _number(text) if text[0] in "+-.0123456789" else _STR


def _number(text: str) -> ScalarType:
    if _is_date(text):
        return ScalarType(Kind.STR, Kind.TIMESTAMP)
    plain = text.replace("_", "")
    whole = _integer(plain) if text[0] != "." else None
    if whole is not None:
        return ScalarType(Kind.INT, Kind.INT, str(whole))
    if not _FLOAT.fullmatch(plain):
        return _STR
    number = float(plain)
    if abs(number) == float("inf"):
        return _STR
    return ScalarType(Kind.FLOAT, Kind.FLOAT, _json(number))


def _integer(plain: str) -> int | None:
    """The value where 64 bits hold it; None otherwise."""
    if not _INT.fullmatch(plain):
        return None
    digits = plain.lstrip("+-").lower()
    base = _BASES.get(digits[1:2], 8 if len(digits) > 1 and digits[0] == "0" else 10)
    value = int(digits[2:] if digits[1:2] in _BASES else digits, base) * (-1 if plain[0] == "-" else 1)
    return value if -(2**63) <= value < 2**64 else None


def _json(number: float) -> str:
    """`number` as Go's encoder writes it: no exponent below 1e21."""
    if number == int(number) and abs(number) < 1e21:
        return str(int(number))
    return repr(number)


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if not match:
        return False
    try:
        date(*map(int, match.groups()))
    except ValueError:
        return False
    return True
