"""How far apart two moments are, in words, and what is still the same moment on two machines."""

from __future__ import annotations

MINUTE = 60
HOUR = 3600
DAY = 86_400
YEAR = 365 * DAY
FURTHEST_ZONE = 14  # hours: no time zone is further from UTC
#: Clocks of two machines differ; nobody is told of less than this.
SKEW = 5 * MINUTE


def how_long(seconds: int) -> str:
    """`seconds` in the largest unit that fits, rounded down: `3 hours`, `1 day`."""
    units = ((YEAR, "year"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"))
    for length, name in units:
        count = seconds // length
        if count:
            return f"{count:,} {name}{'' if count == 1 else 's'}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def is_shift(seconds: int) -> bool:
    """Whether `seconds` is what a wrong time zone makes: one to fourteen whole hours."""
    return seconds % HOUR == 0 and 1 <= seconds // HOUR <= FURTHEST_ZONE
