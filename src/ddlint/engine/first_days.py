"""From which day on each rule holds; what is older is grandfathered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from ddlint.engine.rule import Rule


class FirstDays:
    """The days, by rule."""

    def __init__(self, effective_from: Mapping[str, str]) -> None:
        """`effective_from` has days (`2026-01-31`) by code, name or area; the code has the last word."""
        self._starts = {word: _start(day) for word, day in effective_from.items()}

    def before(self, rule: Rule, subject: object) -> bool:
        """Whether `subject` was made (its `time`, in seconds since 1970) before the first day of `rule`."""
        if not self._starts:
            return False
        words = (word for word in (rule.code, rule.name, rule.area) if word in self._starts)
        start = next((self._starts[word] for word in words), None)
        time: int | None = getattr(subject, "time", None)
        return start is not None and time is not None and time < start


def _start(day: str) -> int:
    return int(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).timestamp())
