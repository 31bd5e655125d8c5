"""Short commit ids as fields of a tag: how long they are, and what they look like."""

from __future__ import annotations

from ddlint.model.cloudbuild.text import Field, Kind

EXAMPLE = "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"
_LEAST, _LONGEST = 4, 40
_USUAL = 7


def short_commit(source: str, least: int, most: int = _LONGEST) -> Field:
    """A commit id cut to `least` to `most` digits.

    One at least of its digits is a letter other than `e`: without one, as in 7 of 100 ids of seven digits, it
    may read as a number (`1234567`, `1234e56`), and no tag is sorted by that chance.
    """
    least = max(_LEAST, min(least, _LONGEST))
    most = max(least, min(most, _LONGEST))
    pattern = f"[0-9e]{{0,{most - 1}}}[abcdf][0-9a-f]{{0,{most - 1}}}"
    if least == most:
        ways = (f"[0-9e]{{{first}}}[abcdf][0-9a-f]{{{most - first - 1}}}" for first in range(most))
        pattern = "|".join(ways)
    usual = max(least, min(_USUAL, most))
    return Field(Kind.SHORT_COMMIT, source, pattern=pattern, example=EXAMPLE[:usual])


ANY_SHORT = short_commit("", 4)
