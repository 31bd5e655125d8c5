"""When the image of a tag was made: seconds since 1970, or a date in UTC; and what is wrong with a date."""

from __future__ import annotations

import re
from calendar import timegm
from enum import StrEnum
from time import strptime

from ddlint.model.tag_template import DIGITS, Field, TagTemplate

_FORMS = {Field.DATE: "%Y%m%d%H%M%S", Field.DAY: "%Y%m%d", Field.TIME: "%H%M%S"}
_SPELT = {Field.DATE: "YYYYMMDDHHMMSS", Field.DAY: "YYYYMMDD", Field.TIME: "HHMMSS"}
_SECONDS = {10: "seconds since 1970", 13: "milliseconds since 1970"}


class Why(StrEnum):
    """What sort of fault a tag has."""

    FORM = "form"
    """It is of another form altogether."""
    COMMIT = "commit"
    SHORT_COMMIT = "short-commit"
    TIMESTAMP = "timestamp"
    UNIT = "unit"
    """The timestamp counts milliseconds, microseconds or nanoseconds."""
    VERSION = "version"
    NAME = "name"


#: What sort of fault, in words, and what the text should be; None for no fault.
Told = tuple[Why, str, str] | None


def moment_of(match: re.Match[str], template: TagTemplate) -> int | None:
    """The seconds since 1970 that a tag names; None where that is no date, such as the 13th month.

    Args:
        match: of the template's `strict` pattern.
        template: the form of the tag.
    """
    fields = template.moment
    if fields == (Field.TIMESTAMP,):
        return int(match[Field.TIMESTAMP])
    return _seconds("".join(match[field] for field in fields), _FORMS[Field.DATE])


def _seconds(text: str, form: str) -> int | None:
    try:
        return timegm(strptime(text, form))
    except ValueError:
        return None


def judge_date(field: Field, text: str) -> Told:
    """What is wrong with `text` as a date, a day or a time."""
    wanted = f"{_SPELT[field]} has {DIGITS[field]}"
    if not text:
        return Why.TIMESTAMP, f"the {field} is missing", ""
    if not re.fullmatch("[0-9]+", text):
        return Why.TIMESTAMP, f"{text!r} is no {field}: {wanted} digits", ""
    if len(text) != DIGITS[field]:
        seconds = f": {_SECONDS[len(text)]}" if field is Field.DATE and len(text) in _SECONDS else ""
        return Why.TIMESTAMP, f"the {field} has {len(text)} digits, {wanted}{seconds}", ""
    if _seconds(text, _FORMS[field]) is None:
        return Why.TIMESTAMP, f"{text!r} is no {field} of the calendar ({_SPELT[field]})", ""
    return None
