"""A waiver as it is written: `allow[rule] until=DATE owner=WHO ref=ID -- reason`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ddlint.model.place import Place

KEYS = ("until", "owner", "ref")
WARNED = 14  # days before its end, a waiver is told of
FORM = "allow[rule] until=2027-01-31 owner=team ref=ID -- reason"
_REASON = re.compile(r"(?:^|\s)--(?:\s+|$)")
_WORD = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Waiver:
    """What one waiver says, and where.

    Attributes:
        place: where it is written.
        where: the same for people: `apps/x.yaml:12`, `commit 1a2b3c4d5e`, `ddlint.toml:30`.
        rules: the rules that it names, by name or code.
        reason: why, in a person's words.
        until: the last day on which it counts; None for no end.
        owner: who answers for it.
        ref: where it was decided: a ticket, a pull request.
        fault: why it does not count, whatever day it is; "" where it does.
    """

    place: Place
    where: str
    rules: tuple[str, ...] = ()
    reason: str = ""
    until: date | None = None
    owner: str = ""
    ref: str = ""
    fault: str = ""

    def days_left(self, now: int) -> int | None:
        """The days until it ends, the last one counted; 0 and less: it has ended. None: it does not end.

        Args:
            now: seconds since 1970; days are those of UTC.
        """
        return None if self.until is None else (self.until - day_of(now)).days + 1

    def counts(self, now: int | None) -> bool:
        """Whether it waives anything: it has no fault and has not ended."""
        left = None if now is None else self.days_left(now)
        return not self.fault and (left is None or left > 0)


def day_of(now: int) -> date:
    """The day of `now`, in seconds since 1970, in UTC."""
    return datetime.fromtimestamp(now, UTC).date()


def read_waiver(place: Place, where: str, rules: str, terms: str) -> Waiver:
    """The waiver that `rules` (words with commas between) and `terms` (what stands behind them) make."""
    words, *said = _REASON.split(terms, maxsplit=1)
    named = tuple(word.strip() for word in rules.split(",") if word.strip())
    reason = said[0].strip() if said else ""
    given = dict(each.split("=", 1) for each in words.split() if "=" in each)
    until, late = read_date(given.get("until", ""))
    fault = _fault(named, reason, words) or late
    owner, ref = given.get("owner", ""), given.get("ref", "")
    return Waiver(place, where, named, reason, until, owner, ref, fault)


def read_date(text: str) -> tuple[date | None, str]:
    """The day that `text` (`2027-01-31`, or nothing) names, and what is wrong with it."""
    if not text:
        return None, ""
    try:
        if len(text) == len("2027-01-31"):
            return date.fromisoformat(text), ""
    except ValueError:
        pass
    return None, f"{text!r} is no day such as 2027-01-31"


def date_fault(text: str) -> str:
    """What is wrong with `text` as a day; "" where nothing is, or where it is empty."""
    return read_date(text)[1]


def _fault(rules: tuple[str, ...], reason: str, words: str) -> str:
    if not rules:
        return "it names no rule"
    strange = next((word for word in rules if not _WORD.fullmatch(word)), None)
    if strange is not None:
        return f"{strange!r} is no name of a rule"
    for word in words.split():
        key, separator, value = word.partition("=")
        if not separator or key not in KEYS:
            return f"{word!r} is none of until=, owner= and ref=, and the reason stands behind `--`"
        if not value:
            return f"{key}= is empty"
    return "" if reason else "it gives no reason"
