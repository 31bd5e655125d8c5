"""What stands behind `(`: a group, a group with a name, flags."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ddlint.model.regexp.advice import stop
from ddlint.model.regexp.dialect import Dialect
from ddlint.model.regexp.fault import Wrong


@dataclass(frozen=True, slots=True)
class Flags:
    """The flags in force: `i`, `m`, `s`, `U`."""

    i: bool = False
    m: bool = False
    s: bool = False
    U: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What a `(` opens.

    Attributes:
        end: where it ends in the pattern.
        flags: the flags from here on.
        opens: whether a group begins; else the flags change for the rest of the group around it.
        captures: whether the group is counted.
        name: the group's name, or "".
    """

    end: int
    flags: Flags
    opens: bool = True
    captures: bool = False
    name: str = ""


def read_opening(pattern: str, start: int, flags: Flags, dialect: Dialect) -> Opening:
    """What the `(` at `start` opens.

    Raises:
        FaultError: where Go refuses it.
    """
    if not pattern.startswith("(?", start):
        return Opening(start + 1, flags, captures=True)
    if pattern.startswith("(?P<", start) and len(pattern) - start > 4:
        return _named(pattern, start, start + 4, flags)
    if pattern.startswith("(?<", start) and len(pattern) - start > 3 and dialect.angle_names:
        return _named(pattern, start, start + 3, flags)
    return _flagged(pattern, start, flags)


def _named(pattern: str, start: int, name_start: int, flags: Flags) -> Opening:
    closing = pattern.find(">", start)
    if closing < 0:
        raise stop(Wrong.NAME, pattern, start, len(pattern))
    name = pattern[name_start:closing]
    if not name.replace("_", "a").isalnum() or not name.isascii():
        raise stop(Wrong.NAME, pattern, start, closing + 1)
    return Opening(closing + 1, flags, captures=True, name=name)


def _flagged(pattern: str, start: int, flags: Flags) -> Opening:
    value, seen, position = True, False, start + 2
    while position < len(pattern):
        char = pattern[position]
        position += 1
        if char in {"i", "m", "s", "U"}:
            flags, seen = replace(flags, **{char: value}), True
        elif char == "-" and value:
            value, seen = False, False
        elif char in {":", ")"} and (value or seen):
            return Opening(position, flags, opens=char == ":")
        else:
            break
    raise stop(Wrong.PERL, pattern, start, position)
