"""How the rules on reuse name days, digests, commits and where things stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from ddlint.engine.finding import Label
from ddlint.model.deployments.deployed import MarkedValue, Step
from ddlint.model.place import MessageSpan

_DIGITS = 12  # of a digest, behind its algorithm
_NAMED = 3


def day(seconds: int) -> str:
    """The day of a time in UTC: `2026-01-31`."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
    except (ValueError, OverflowError, OSError):  # beyond the calendar: a commit may say any time
        return f"second {seconds}"


def short_digest(digest: str) -> str:
    """The start of a digest: `sha256:0123456789ab`."""
    algorithm, colon, digits = digest.partition(":")
    return f"{algorithm}{colon}{digits[:_DIGITS]}"


def commit(step: Step, text: str) -> Label:
    """A label on a commit."""
    return Label(MessageSpan(step.oid, 0, 0), text)


def where(values: Sequence[MarkedValue]) -> str:
    """Where they stand: `in apps/a.yaml`, `in 40 values, such as apps/a.yaml`."""
    first = values[0].path
    return f"in {first}" if len(values) == 1 else f"in {len(values):,} values, such as {first}"


def named(names: Iterable[str]) -> str:
    """The first few of them, and how many there are besides: `a, b, c and 4 more`."""
    listed = [*names]
    more = len(listed) - _NAMED
    return ", ".join(listed[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def counted(count: int, noun: str) -> str:
    """`1 tag`, `1,024 tags`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def person(step: Step) -> str:
    """Who made a commit, without the address."""
    return step.author.partition(" <")[0] or step.author
