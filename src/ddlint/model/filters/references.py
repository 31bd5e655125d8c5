"""References of an `extract` template that name no group, and what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from ddlint.model.regexp import Reference, Template, parse_template


class Slip(Enum):
    """What is wrong with a template."""

    UNKNOWN = auto()
    GREEDY = auto()
    STRAY = auto()
    FOREIGN = auto()
    CONSTANT = auto()


@dataclass(frozen=True, slots=True)
class Misreference:
    """A place in a template that does not do what it looks like.

    Attributes:
        slip: in which way.
        text: the template's text there.
        start: where it begins in the template.
        end: where it ends.
        name: the name that Flux reads, where it reads one.
        meant: the reference that was probably meant, as `$name`; "" where that is not clear.
    """

    slip: Slip
    text: str
    start: int
    end: int
    name: str = ""
    meant: str = ""


_FOREIGN = re.compile(r"\\(?:([0-9]+)|g<(\w+)>|k<(\w+)>)", re.ASCII)
_LOOSE = re.compile(r"\$[({]?\s*(\w+)", re.ASCII)


def misreferences(extract: str, names: tuple[str, ...]) -> list[Misreference]:
    """What is wrong with a template, from left to right.

    Args:
        extract: the template, not empty.
        names: the names of the groups by number, "" where there is none; 0 is the whole match.
    """
    template = parse_template(extract)
    found = sorted(_slips(template, names), key=lambda slip: slip.start)
    if not found and not template.references:
        return [Misreference(Slip.CONSTANT, extract, 0, len(extract), meant=_only(names))]
    return found


def _slips(template: Template, names: tuple[str, ...]) -> Iterator[Misreference]:
    text = template.text
    for reference in template.references:
        if not reference.groups(names):
            yield _unknown(reference, text, names)
    for start in template.stray:
        loose = _LOOSE.match(text, start)
        meant = _meant(loose[1], names) if loose else ""
        yield Misreference(Slip.STRAY, text[start : start + 1], start, start + 1, meant=meant)
    for foreign in _FOREIGN.finditer(text):
        meant = _meant(foreign[1] or foreign[2] or foreign[3], names)
        yield Misreference(Slip.FOREIGN, foreign[0], *foreign.span(), meant=meant)


def _unknown(reference: Reference, text: str, names: tuple[str, ...]) -> Misreference:
    written = text[reference.start : reference.end]
    place = (written, reference.start, reference.end, reference.name)
    prefix = "" if reference.braced else _prefix(reference.name, names)
    if prefix:
        return Misreference(Slip.GREEDY, *place, meant=f"${prefix}")
    return Misreference(Slip.UNKNOWN, *place, meant=_meant(reference.name, names))


def _prefix(name: str, names: tuple[str, ...]) -> str:
    """The longest beginning of `name` that is a group."""
    prefixes = (name[:length] for length in range(len(name) - 1, 0, -1))
    return next((prefix for prefix in prefixes if _is_group(prefix, names)), "")


def _is_group(name: str, names: tuple[str, ...]) -> bool:
    if name.isascii() and name.isdecimal() and (name == "0" or name[0] != "0"):
        return 0 < int(name) < len(names)
    return bool(name) and name in names


def _meant(name: str, names: tuple[str, ...]) -> str:
    """The group that a name probably means: the same but for case, one letter off, or the only one."""
    if _is_group(name, names):
        return f"${name}"
    named = [known for known in names if known]
    close = [known for known in named if known.lower() == name.lower()]
    close = close or [known for known in named if _one_off(known, name)]
    return f"${close[0]}" if len(close) == 1 else _only(names)


def _only(names: tuple[str, ...]) -> str:
    return f"${names[1] or 1}" if len(names) == 2 else ""


def _one_off(one: str, other: str) -> bool:
    """Whether one character added, left out or changed makes the two alike."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    if len(longer) - len(shorter) > 1 or len(longer) < 2:
        return False
    same = next((at for at, char in enumerate(shorter) if char != longer[at]), len(shorter))
    rest = same if len(longer) > len(shorter) else same + 1
    return longer[same + 1 :] == shorter[rest:]
