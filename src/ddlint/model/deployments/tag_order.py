"""What a deployed tag says of its place in time: which of two tags is newer, as far as tags themselves tell.

A tag of a configured sortable form goes by its timestamp, a version by the precedence of SemVer; a variant
(`1.2.3-alpine`) is compared with its like alone, a pre-release (`1.2.3-rc.1`) with all versions. Tags of
another form that hold a timestamp (`prod-1a2b3c4-20260102030405`) are compared with each other where they
differ in that and in a commit id alone: `pr-7-...` and `pr-8-...` are two lines. All else has no order.
"""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Callable
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

from ddlint.model.semver.version import RELEASE, Key, tag_key
from ddlint.model.sortable_tag import FIRST_SECOND, LAST_SECOND, SortableTag, read_tag
from ddlint.model.tag_template import TagTemplate

_KEPT = 1 << 15  # tags whose reading is kept
#: Ten digits that are seconds since 1970; or a day and a time, with or without seconds.
_MOMENT = re.compile(
    r"(?<![0-9A-Za-z])(?:([1-4][0-9]{9})|(20[0-9]{6})[-_.tT]?([0-9]{4}(?:[0-9]{2})?)[zZ]?)(?![0-9A-Za-z])",
    re.ASCII,
)
_COMMIT = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{7,40}(?![0-9A-Za-z])", re.ASCII)
_BEFORE_RELEASE = frozenset((
    "a", "alpha", "b", "beta", "c", "canary", "cr", "dev", "ea", "m", "next", "nightly", "pre", "preview",
    "prerelease", "rc", "snapshot",
))  # fmt: skip
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class TagReading(NamedTuple):
    """What a tag says of itself.

    Attributes:
        scale: what its rank counts on; tags of different scales cannot be compared. Empty: no rank.
        rank: where it stands there.
        moment: the timestamp, in seconds since 1970; None where it has none.
        commit: the commit id, abbreviated or not; empty where it has none.
        has_seconds: whether the timestamp tells seconds, not just minutes.
        is_of_line: whether it is of a configured form without a free name of a branch: its commit belongs on
            the main branch, or on a release branch.
    """

    scale: str = ""
    rank: Any = None
    moment: int | None = None
    commit: str = ""
    has_seconds: bool = True
    is_of_line: bool = False


NO_READING = TagReading()
Reader = Callable[[str], TagReading]


def reader(templates: tuple[TagTemplate, ...]) -> Reader:
    """What reads tags by the sortable forms `templates`; it remembers what it read."""

    @lru_cache(_KEPT)
    def read(tag: str) -> TagReading:
        return _read(tag, templates)

    return read


def compare(old: TagReading, new: TagReading) -> int | None:
    """Whether `new` is newer (1) or older (-1) than `old`, or neither (0); None: it cannot be told."""
    if not old.scale or old.scale != new.scale:
        return None
    return int(new.rank > old.rank) - int(new.rank < old.rank)


def _read(tag: str, templates: tuple[TagTemplate, ...]) -> TagReading:
    found = read_tag(tag, templates) if templates else None
    if isinstance(found, SortableTag):
        moment = found.timestamp
        return TagReading("timestamp", moment, moment, found.commit, is_of_line=not found.branch)
    version = tag_key(tag)
    if version is not None:
        return TagReading(intern(f"version {_variant(version)}"), version)
    return _by_shape(tag)


def _variant(version: Key) -> str:
    """`alpine` of `1.2.3-alpine3.19`; empty for releases and what is known to come before one."""
    first = version[3][0][1] if version[3] != RELEASE else 0
    if not isinstance(first, str):
        return ""
    word = first.lower().partition("-")[0].rstrip("0123456789")
    return "" if word in _BEFORE_RELEASE else word


def _by_shape(tag: str) -> TagReading:
    """A tag of no configured form: the last timestamp in it, and the commit id beside that."""
    for match in reversed([*_MOMENT.finditer(tag)]):
        moment = int(match[1]) if match[1] else _date(match[2] + match[3])
        if moment is None or not FIRST_SECOND <= moment <= LAST_SECOND:
            continue
        rest = f"{tag[: match.start()]}*{tag[match.end() :]}"
        commits = _COMMIT.findall(rest)
        line = intern(_COMMIT.sub("*", rest, 1))  # of many tags it is the same text
        has_seconds = len(match[3] or "") != len("HHMM")
        return TagReading(line, moment, moment, commits[0] if len(commits) == 1 else "", has_seconds)
    return NO_READING


def _date(digits: str) -> int | None:
    year, month, day, hour, minute, second = (
        int(digits[:4]), *(int(digits[at : at + 2] or 0) for at in range(4, 14, 2))
    )  # fmt: skip
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] and hour < 24 and minute < 60 and second < 60):
        return None
    return timegm((year, month, day, hour, minute, second))
