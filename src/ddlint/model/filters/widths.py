"""Keys of a numerical policy that do not sort as they look: too long, of mixed widths, or glued together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from ddlint.model.filters.keys import Filter
from ddlint.model.regexp import Reference, Width, characters, group_node, parse_template
from ddlint.model.regexp.chars import DIGITS
from ddlint.model.regexp.example import TIME_NAMES

#: A number of so many digits that begins with a year, or counts microseconds, is exact as a float64.
EXACT = 16
#: Seconds, milliseconds, microseconds, nanoseconds since 1970.
_EPOCH = frozenset({10, 13, 16, 19})
#: YYYYMMDD, and with hours and minutes, seconds, milliseconds.
_CALENDAR = frozenset({8, 12, 14, 17})
_LEAST_DATE = 8


class Trap(Enum):
    """In which way keys sort otherwise than they look."""

    TOO_LONG = auto()
    MIXED = auto()
    GLUED = auto()


@dataclass(frozen=True, slots=True)
class WidthTrap:
    """One such way.

    Attributes:
        trap: which.
        width: how many digits the key, or the group, has.
        reference: the reference that it is about, where it is about one.
    """

    trap: Trap
    width: Width
    reference: Reference | None = None


def width_traps(found: Filter) -> Iterator[WidthTrap]:
    """The traps in keys that consist of digits only."""
    parts = parse_template(found.extract).parts
    references = [part for part in parts if isinstance(part, Reference)]
    if len(references) < len(parts) or not all(_is_digits(found, each) for each in references):
        return
    whole = _sum(found.widths)
    if whole.least > EXACT or (whole.most or 0) > EXACT:
        yield WidthTrap(Trap.TOO_LONG, whole)
        return
    for reference, width in list(zip(references, found.widths, strict=True))[1:]:
        if not width.fixed:
            yield WidthTrap(Trap.GLUED, width, reference)
            return
    if len(references) == 1 and _mixes(found.widths[0], references[0].name):
        yield WidthTrap(Trap.MIXED, found.widths[0], references[0])


def _sum(widths: tuple[Width, ...]) -> Width:
    mosts = [width.most for width in widths if width.most is not None]
    return Width(sum(width.least for width in widths), sum(mosts) if len(mosts) == len(widths) else None)


def _is_digits(found: Filter, reference: Reference) -> bool:
    nodes = [group_node(found.pattern, number) for number in reference.groups(found.pattern.names)]
    return bool(nodes) and all(node is not None and not characters(node) & ~DIGITS for node in nodes)


def _mixes(width: Width, name: str) -> bool:
    """Whether timestamps of two units fit: then the finer ones win for ever, however old they are."""
    fitting = [
        {unit for unit in units if width.least <= unit and (width.most is None or unit <= width.most)}
        for units in (_EPOCH, _CALENDAR)
    ]
    is_date = width.least >= _LEAST_DATE or name.lower() in TIME_NAMES
    return is_date and any(len(units) > 1 for units in fitting)
