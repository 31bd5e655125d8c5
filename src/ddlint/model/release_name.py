"""Names of release tags: SemVer by a template such as `v{version}`, and names that come close to it.

Source: SemVer 2.0.0, points 2, 9 and 11. Build metadata is refused: neither a tag of an image nor an order
of releases can hold it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ddlint.model.semver.version import RELEASE, Key, lenient_key

VERSION = "{version}"
_LONGEST = 256  # characters: a name beyond that is no version of anybody's
_NUMBER = r"(?:0|[1-9][0-9]*)"
_STRICT = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?", re.ASCII)
_LOOSE = re.compile(
    r"(?P<numbers>[0-9]+(?:\.[0-9]+)+)(?:(?P<mark>[-_.+~]?)(?P<suffix>[A-Za-z][0-9A-Za-z._+-]*))?", re.ASCII
)
_UNDOTTED = re.compile(r"(alpha|beta|rc|pre|preview|dev|snapshot|[abm])-?([0-9]+)", re.IGNORECASE | re.ASCII)


class NearMiss(NamedTuple):
    """A name that looks like that of a release and is none, or is one that sorts wrongly.

    Attributes:
        reason: what is wrong, to follow the name (`has two numbers, SemVer wants three`).
        better: what to call the tag instead; empty where that cannot be known.
    """

    reason: str
    better: str


def release_key(template: str, name: str) -> Key | None:
    """What the version in a tag called `name` is ordered by; None where the tag is not that of a release.

    Args:
        template: with one `{version}`, such as `v{version}`.
        name: without `refs/tags/`.
    """
    text = release_text(template, name)
    key = lenient_key(text) if text else None
    return key if isinstance(key, tuple) else None


def release_text(template: str, name: str) -> str:
    """The version in a tag called `name`, as it stands there; empty for none. Arguments as `release_key`."""
    before, _, after = template.partition(VERSION)
    if not (name.startswith(before) and name.endswith(after)) or len(name) > _LONGEST:
        return ""
    text = name[len(before) : len(name) - len(after)]
    return text if _STRICT.fullmatch(text) else ""


def is_prerelease(key: Key) -> bool:
    """Whether this is the key of a pre-release."""
    return key[3] != RELEASE


def near_miss(template: str, name: str) -> NearMiss | None:
    """What is wrong with a name that looks like that of a release; None for a release and for other names.

    Arguments are those of `release_key`. A single number (`v1`) is a common name for a tag that moves on
    purpose, and a version without the `v` of the template may be another kind of tag: both are left alone.
    """
    if len(name) > _LONGEST:
        return None
    before, _, after = template.partition(VERSION)
    start = _start(before, name)
    if start is None or not name.endswith(after):
        return None
    text = name[start : len(name) - len(after)]
    found = _LOOSE.fullmatch(text)
    if found is None:
        return None
    reason = _reason(template, name, found)
    better = template.replace(VERSION, _better(found))
    return NearMiss(reason, better if release_key(template, better) else "") if reason else None


def _start(before: str, name: str) -> int | None:
    """Where the version begins in a name whose beginning is that of the template, but for its case."""
    if not before:
        return 1 if name[:1] in ("v", "V") else 0
    return len(before) if name[: len(before)].lower() == before.lower() else None


def _reason(template: str, name: str, found: re.Match[str]) -> str:
    count = found["numbers"].count(".") + 1
    if release_key(template, name) is not None:
        undotted = _UNDOTTED.fullmatch(found["suffix"] or "")
        return _undotted(undotted) if undotted else ""
    if count != 3:
        return f"has {_COUNTS.get(count, str(count))} numbers, SemVer wants three"
    return _bad_part(template, found)


def _bad_part(template: str, found: re.Match[str]) -> str:
    if any(len(part) > 1 and part[0] == "0" for part in found["numbers"].split(".")):
        return "has a number that begins with a zero"
    if "+" in found[0]:
        return "has build metadata, which no image tag can hold and no order of releases counts"
    if found["suffix"] and found["mark"] != "-":
        return "has a suffix that no `-` sets off"
    if _STRICT.fullmatch(found[0]) and not isinstance(lenient_key(found[0]), tuple):
        return "has a number that is 2^64 or more"
    if _STRICT.fullmatch(found[0]):
        return f"does not have the form `{template}` of a release tag"
    return "is not SemVer"


def _undotted(found: re.Match[str]) -> str:
    word, digits = found.groups()
    return f"counts without a dot: as text, `{word}9` sorts above `{word}10`" if digits else ""


_COUNTS = {2: "two", 4: "four", 5: "five"}


def _better(found: re.Match[str]) -> str:
    numbers = [part.lstrip("0") or "0" for part in found["numbers"].split(".")]
    core = ".".join((*numbers, "0", "0")[:3])
    suffix = (found["suffix"] or "").partition("+")[0]
    if not suffix or found["mark"] == "+":
        return core
    counted = _UNDOTTED.fullmatch(suffix)
    return f"{core}-{counted[1]}.{int(counted[2])}" if counted else f"{core}-{suffix}"
