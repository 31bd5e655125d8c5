"""Versions as Flux reads them out of image tags, and the order among them.

Source: Masterminds/semver `NewVersion` and `Compare`, behind fluxcd/pkg `version.ParseVersion`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from ddlint.model.semver.semantics import FLUX_2_7, Semantics

#: Pre-release identifiers: numbers (0, n) below texts (1, s). A release has `RELEASE`, above all of them.
Identifiers: TypeAlias = tuple[tuple[int, int | str], ...]
#: What versions are ordered by: major, minor, patch and the pre-release identifiers.
Key: TypeAlias = tuple[int, int, int, Identifiers]

RELEASE: Final[Identifiers] = ((2, 0),)
#: Below every pre-release of the same three numbers; no version has it.
BEFORE: Final[Identifiers] = ()
NUMBERS: Final = 1 << 64  # a number is below this one

_IDENTIFIERS = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
_VERSION = re.compile(
    rf"v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-({_IDENTIFIERS}))?(?:\+{_IDENTIFIERS})?", re.ASCII
)
#: One line, with the groups empty where it is not a usual version.
_USUAL = re.compile(
    rf"^(?:v?([0-9]{{1,19}})\.([0-9]{{1,19}})\.([0-9]{{1,19}})(?:-({_IDENTIFIERS}))?|.*)$",
    re.ASCII | re.MULTILINE,
)
_ZERO_LED = re.compile(r"(?:^|\.)0[0-9]+(?:\.|$)")
_SURE = 19  # digits that are a number below 2^64, whatever they are


class Defect(StrEnum):
    """Why a text is no version, as Masterminds says it."""

    NOT_A_VERSION = "invalid semantic version"
    LEADING_ZERO = "version segment starts with 0"
    TOO_BIG = "error parsing version segment: value out of range"


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that Flux does not take for a version. It ignores such a tag without a word.

    Attributes:
        text: the text.
        defect: what Masterminds calls it.
        reason: the same in words, to follow the text (`has two numbers, Flux wants three`).
    """

    text: str
    defect: Defect
    reason: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version. Build metadata is in the text only.

    Attributes:
        text: as it was written.
        key: by which versions are compared; equal for `1.2.3`, `v1.2.3` and `1.2.3+build`.
    """

    text: str
    key: Key

    @classmethod
    def parse(cls, tag: str, semantics: Semantics = FLUX_2_7) -> Version | Fault:
        """Read a tag as Flux does: three parts between dots, a `v` before them allowed."""
        if tag.count(".") < 2:
            return Fault(tag, Defect.NOT_A_VERSION, _why_not(tag))
        return cls.lenient(tag, semantics)

    @classmethod
    def lenient(cls, text: str, semantics: Semantics = FLUX_2_7) -> Version | Fault:
        """Read a text as Masterminds does: minor and patch may be missing."""
        key = lenient_key(text, semantics)
        return (
            cls(text, key) if isinstance(key, tuple) else Fault(text, key, _FAULTS.get(key) or _why_not(text))
        )

    @property
    def is_prerelease(self) -> bool:
        """Whether there is a pre-release part."""
        return self.key[3] != RELEASE

    @property
    def core(self) -> tuple[int, int, int]:
        """Major, minor and patch."""
        return self.key[:3]

    def __str__(self) -> str:
        return self.text


def tag_key(tag: str, semantics: Semantics = FLUX_2_7) -> Key | None:
    """The key of a tag, None where Flux does not take it for a version. For many tags: makes nothing else."""
    if tag.count(".") < 2:
        return None
    key = lenient_key(tag, semantics)
    return key if isinstance(key, tuple) else None


def tag_keys(tags: Sequence[str], semantics: Semantics = FLUX_2_7) -> list[Key | None]:
    """`tag_key` of many tags, in half the time: one search over all of them, the rare forms one by one."""
    found = _USUAL.findall("\n".join(tags))
    if len(found) != len(tags) or not semantics.leading_zeros:
        return [tag_key(tag, semantics) for tag in tags]
    known: dict[str, Identifiers | None] = {"": RELEASE}
    keys: list[Key | None] = []
    for tag, (major, minor, patch, prerelease) in zip(tags, found, strict=True):
        if not major:
            keys.append(tag_key(tag))
            continue
        if prerelease not in known:
            known[prerelease] = identifiers_of(prerelease)
        identifiers = known[prerelease]
        keys.append(None if identifiers is None else (int(major), int(minor), int(patch), identifiers))
    return keys


def lenient_key(text: str, semantics: Semantics = FLUX_2_7) -> Key | Defect:
    """The key of a text that Masterminds takes for a version, else what it says about it."""
    match = _VERSION.fullmatch(text)
    if match is None:
        return Defect.NOT_A_VERSION
    major, minor, patch, prerelease = match.groups()
    try:
        core = (
            number(major, semantics),
            number(minor, semantics) if minor else 0,
            number(patch, semantics) if patch else 0,
        )
    except NumberRefused as refused:
        return refused.defect
    if prerelease is None:
        return (*core, RELEASE)
    identifiers = identifiers_of(prerelease)
    return Defect.LEADING_ZERO if identifiers is None else (*core, identifiers)


class NumberRefused(ValueError):
    """A number that is none.

    Attributes:
        defect: what Masterminds calls it.
    """

    def __init__(self, defect: Defect) -> None:
        super().__init__("is 2^64 or more" if defect is Defect.TOO_BIG else "begins with a zero")
        self.defect = defect


def number(digits: str, semantics: Semantics = FLUX_2_7) -> int:
    """One of the three numbers.

    Raises:
        NumberRefused: it is 2^64 or more, or it begins with a zero where that is not allowed.
    """
    if len(digits) > 1 and digits[0] == "0":
        if not semantics.leading_zeros:
            raise NumberRefused(Defect.LEADING_ZERO)
        digits = digits.lstrip("0") or "0"
    if len(digits) > _SURE and (len(digits) > _SURE + 1 or int(digits) >= NUMBERS):
        raise NumberRefused(Defect.TOO_BIG)
    return int(digits)


def identifiers_of(prerelease: str) -> Identifiers | None:
    """The pre-release part as a key; None where a number in it begins with a zero.

    A number from 2^64 on is compared as a text.
    """
    if "0" in prerelease and _ZERO_LED.search(prerelease):
        return None
    return tuple(
        (0, int(part))
        if part.isdigit() and (len(part) <= _SURE or (len(part) == _SURE + 1 and int(part) < NUMBERS))
        else (1, part)
        for part in prerelease.split(".")
    )


def text_of(key: Key) -> str:
    """The version that has this key, without a `v`."""
    core = ".".join(str(part) for part in key[:3])
    return core if key[3] == RELEASE else core + "-" + ".".join(str(value) for _, value in key[3])


_FAULTS = {
    Defect.LEADING_ZERO: "has a number that begins with a zero",
    Defect.TOO_BIG: "has a number that is 2^64 or more",
}
#: What a text looks like, and what is wrong with it then.
_LOOKS = (
    (re.compile(r"V[0-9]"), "begins with a capital `V`"),
    (re.compile(r"v?[0-9]+\.[0-9]+\Z"), "has two numbers, Flux wants three"),
    (re.compile(r"v?[0-9]+\Z"), "is one number, Flux wants three"),
    (re.compile(r"v?[0-9]+(?:\.[0-9]+)?[-+]"), "has fewer than three numbers"),
    (re.compile(r"v?[0-9]+(?:\.[0-9]+){3,}"), "has more than three numbers"),
    (re.compile(r"v?[0-9]+(?:\.[0-9]+){2}[-+]\Z"), "ends where a suffix should begin"),
    (
        re.compile(r"v?[0-9]+(?:\.[0-9]+){2}"),
        "has three numbers and then something that SemVer does not allow",
    ),
)


def _why_not(text: str) -> str:
    return next((words for pattern, words in _LOOKS if pattern.match(text)), "is not a version")
