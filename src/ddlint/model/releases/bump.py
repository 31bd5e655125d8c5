"""Bumps: which part of a version a change raises, and what a project asks for what kind of change.

Sources: SemVer 2.0.0, points 4 (0.y.z) and 6 to 8; Conventional Commits 1.0.0; the release process (breaking
changes are major, `feat` is minor, `fix` and `chore` are patches).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from semver import Version

from ddlint.model.releases.default_bumps import DEFAULT_BUMPS


class Bump(IntEnum):
    """The part of a version that is raised; ordered, so that the highest of several is their `max`."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """The name used in configuration and output: `none`, `patch`, `minor`, `major`."""
        return self.name.lower()


class Zero(StrEnum):
    """What a bump comes to below 1.0.0, where SemVer promises nothing."""

    MAJOR = "major"
    """The same as above: a breaking change makes 1.0.0."""
    MINOR = "minor"
    """A breaking change raises the minor version; all else is as above."""
    LOWER = "lower"
    """Each bump is one lower: a breaking change raises the minor version, a feature the patch version."""


@dataclass(frozen=True, slots=True)
class Levels:
    """What a project asks for its changes.

    Attributes:
        by_type: the bump for each type, in lower case.
        breaking: the bump for a breaking change of whatever type.
        other: the bump for a type that is not named.
        zero: what bumps come to below 1.0.0.
        bullets: whether headers in the list that a squashed commit's body is (`* feat: ...`) count too.
        first: the first version there is.
    """

    by_type: Mapping[str, Bump] = field(default_factory=dict)
    breaking: Bump = Bump.MAJOR
    other: Bump = Bump.NONE
    zero: Zero = Zero.MINOR
    bullets: bool = False
    first: str = "0.1.0"

    @staticmethod
    def of(
        words: Mapping[str, str] | None = None, *,
        zero: str = "minor", bullets: bool = False, first: str = "0.1.0",
    ) -> Levels:  # fmt: skip
        """Levels by the words of the configuration, on top of `DEFAULT_BUMPS`.

        Args:
            words: `major`, `minor`, `patch` or `none` for types, and for `breaking` and `other`.
            zero: a value of `Zero`.
            bullets: see the attributes.
            first: see the attributes.
        """
        bumps = {key: Bump[word.upper()] for key, word in {**DEFAULT_BUMPS, **(words or {})}.items()}
        breaking, other = bumps.pop("breaking"), bumps.pop("other")
        return Levels(bumps, breaking, other, Zero(zero), bullets, first)

    def of_type(self, type_: str) -> Bump:
        """What a change of this type asks for, when it does not break anything."""
        return self.by_type.get(type_, self.other)

    def applied(self, bump: Bump, base: Version) -> Bump:
        """What `bump` comes to above the version `base`."""
        if base.major or bump is Bump.NONE or self.zero is Zero.MAJOR:
            return bump
        if self.zero is Zero.LOWER:
            return max(Bump.PATCH, Bump(bump - 1))
        return min(Bump.MINOR, bump)


def between(lower: Version, higher: Version) -> Bump:
    """The first part in which `higher` differs from `lower`; pre-releases are looked at as their finals."""
    parts = zip(core_of(lower), core_of(higher), (Bump.MAJOR, Bump.MINOR, Bump.PATCH), strict=True)
    return next((bump for before, after, bump in parts if before != after), Bump.NONE)


def raised(base: Version, bump: Bump) -> Version:
    """The final version that `bump` makes of the final version `base`."""
    raise_ = {Bump.MAJOR: base.bump_major, Bump.MINOR: base.bump_minor, Bump.PATCH: base.bump_patch}
    return raise_[bump]() if bump in raise_ else base


def next_version(base: Version | None, bump: Bump, levels: Levels) -> Version:
    """The final version that follows the final version `base` where the changes ask for `bump`.

    Args:
        base: the last release; None before the first.
        bump: what the changes ask for.
        levels: what the project asks for.

    Returns:
        `base` itself for `Bump.NONE`; the first version where there is no base.
    """
    if base is None:
        return Version.parse(levels.first)
    return raised(base, levels.applied(bump, base))


def core_of(version: Version) -> tuple[int, int, int]:
    """Major, minor and patch."""
    return version.major, version.minor, version.patch


def left_out(base: Version, version: Version) -> Version | None:
    """The version that should have been released before `version`; None where nothing was left out.

    Args:
        base: the highest final release below it.
        version: a higher version; a pre-release is looked at as its final.
    """
    after = core_of(version)
    if after in map(core_of, (base, base.bump_patch(), base.bump_minor(), base.bump_major())):
        return None
    major, minor, patch = after
    if patch:
        return Version(major, minor, patch - 1)
    return Version(major, minor - 1, 0) if minor else Version(major - 1, 0, 0)
