"""What `date +FORMAT` prints: seconds since 1970, or a date as a field with its pattern.

Source: GNU coreutils manual, "Date conversion specifiers".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ddlint.model.cloudbuild.text import Field, Kind

_DIRECTIVE = re.compile(r"%(-?.)")
_PATTERNS = {
    "Y": ("[0-9]{4}", "2026"), "m": ("[0-9]{2}", "01"), "d": ("[0-9]{2}", "02"), "H": ("[0-9]{2}", "03"),
    "M": ("[0-9]{2}", "04"), "S": ("[0-9]{2}", "05"), "y": ("[0-9]{2}", "26"), "j": ("[0-9]{3}", "002"),
    "N": ("[0-9]{9}", "000000000"), "s": ("[1-9][0-9]{9}", "1767323045"), "-m": ("[0-9]{1,2}", "1"),
    "-d": ("[0-9]{1,2}", "2"), "V": ("[0-9]{2}", "01"), "u": ("[1-7]", "5"), "-H": ("[0-9]{1,2}", "3"),
    "F": ("[0-9]{4}-[0-9]{2}-[0-9]{2}", "2026-01-02"), "T": ("[0-9]{2}:[0-9]{2}:[0-9]{2}", "03:04:05"),
    "3N": ("[0-9]{3}", "000"), "Z": ("[A-Z]{3,4}", "UTC"), "b": ("[A-Z][a-z]{2}", "Jan"),
}  # fmt: skip
_PLAIN = frozenset({"-u", "--utc", "--universal", "-R"})


def date_field(options: Sequence[str], source: str, place: int) -> Field | None:
    """The field that `date` with these options prints; None where that is not known."""
    formats = [option[1:] for option in options if option.startswith("+")]
    if len(formats) != 1 or any(not option.startswith("+") and option not in _PLAIN for option in options):
        return None
    if formats[0] == "%s":
        return Field(Kind.TIMESTAMP, source, place=place)
    parts = _DIRECTIVE.split(formats[0].replace("%3N", "%\0"))
    pattern = example = ""
    for number, part in enumerate(parts):
        known = _PATTERNS.get(part.replace("\0", "3N")) if number % 2 else (re.escape(part), part)
        if known is None:
            return None
        pattern, example = pattern + known[0], example + known[1]
    return Field(Kind.DATE, source, place=place, pattern=pattern, example=example)
