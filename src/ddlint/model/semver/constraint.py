"""One constraint of a range, `>=1.2.x`, and the versions that it takes.

Source: Masterminds/semver `constraints.go`, where wildcards and missing parts make a constraint "dirty".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property

from ddlint.model.semver.intervals import BOTTOM, EVERYTHING, TOP, Piece, after, before, series
from ddlint.model.semver.version import RELEASE, Identifiers, Key


class Op(StrEnum):
    """What a constraint asks, whichever way it is written."""

    EQUAL = "="
    NOT = "!="
    ABOVE = ">"
    BELOW = "<"
    AT_LEAST = ">="
    AT_MOST = "<="
    TILDE = "~"
    CARET = "^"


class Parts(IntEnum):
    """How many of the three numbers are given before the first wildcard or the end."""

    NONE = 0
    MAJOR = 1
    MINOR = 2
    ALL = 3


@dataclass(frozen=True)
class Constraint:
    """One constraint.

    Attributes:
        op: what it asks.
        parts: how many of the three numbers are given.
        key: the version in it, missing numbers being 0.
        text: as it stands in the range; for a half of a hyphen range all of that.
        start: offset of `text` in the range.
        operator: the operator as written, "" where there is none.
        version: the version as written (`1.x`).
        hyphen: whether it is half of a hyphen range.
    """

    op: Op
    parts: Parts
    key: Key
    text: str
    start: int
    operator: str = ""
    version: str = ""
    hyphen: bool = False

    @property
    def end(self) -> int:
        """Offset after the constraint in the range."""
        return self.start + len(self.text)

    @property
    def has_prerelease(self) -> bool:
        """Whether its version has a pre-release part."""
        return self.key[3] != RELEASE

    @property
    def lets_prereleases_in(self) -> bool:
        """Whether it takes pre-releases when it decides alone; `!=` on a whole version never asked."""
        return self.has_prerelease or (self.op is Op.NOT and self.parts is Parts.ALL)

    @cached_property
    def piece(self) -> Piece:
        """The versions between its bounds; for `!=` everything, see `holes`."""
        if self.op in (Op.TILDE, Op.CARET) or (self.op is Op.EQUAL and self.parts is not Parts.ALL):
            return before(self.key), (_caret_end if self.op is Op.CARET else _tilde_end)(self)[1]
        if self.op is Op.NOT:
            return EVERYTHING
        low = {Op.EQUAL: before(self.key), Op.AT_LEAST: before(self.key), Op.ABOVE: _above(self)}
        high = {Op.EQUAL: after(self.key), Op.BELOW: before(self.key), Op.AT_MOST: _at_most(self)}
        return low.get(self.op, BOTTOM), high.get(self.op, TOP)

    @cached_property
    def release_hole(self) -> Piece | None:
        """What `!=` takes away from the releases."""
        if self.op is not Op.NOT or (self.parts is Parts.MINOR and self.has_prerelease):
            return None
        return self._hole if self.parts is not Parts.MINOR else series(*self.key[:2])

    @cached_property
    def prerelease_hole(self) -> Piece | None:
        """What `!=` takes away from the pre-releases, apart from `odd_hole`."""
        return self._hole if self.op is Op.NOT and self.parts is not Parts.MINOR else None

    @property
    def odd_hole(self) -> tuple[int, int, Identifiers] | None:
        """`!=1.2.x-rc` takes `-rc` away at every patch of 1.2, and nothing else."""
        odd = self.op is Op.NOT and self.parts is Parts.MINOR and self.has_prerelease
        return (self.key[0], self.key[1], self.key[3]) if odd else None

    @property
    def _hole(self) -> Piece:
        if self.parts is Parts.MAJOR:
            return series(self.key[0])
        return before(self.key), after(self.key)


def _series(constraint: Constraint, parts: Parts) -> Piece:
    """All versions that share the first one or two numbers with the constraint."""
    major, minor = constraint.key[:2]
    return series(major, minor if parts > Parts.MAJOR else None)


def _above(constraint: Constraint) -> tuple[Key, int]:
    """`>1.2` begins after all of 1.2."""
    if constraint.parts in (Parts.MAJOR, Parts.MINOR):
        return _series(constraint, constraint.parts)[1]
    return after(constraint.key)


def _at_most(constraint: Constraint) -> tuple[Key, int]:
    """`<=1.2` ends after all of 1.2, `<=*` after all of 0.0."""
    if constraint.parts is Parts.ALL:
        return after(constraint.key)
    return _series(constraint, constraint.parts or Parts.MINOR)[1]


def _tilde_end(constraint: Constraint) -> Piece:
    """The series that `~` stays in: everything for `~*` and, by a slip upstream, for `~0.0.0`."""
    if constraint.key[:3] == (0, 0, 0) and constraint.parts in (Parts.NONE, Parts.ALL):
        return EVERYTHING
    return _series(constraint, min(constraint.parts, Parts.MINOR))


def _caret_end(constraint: Constraint) -> Piece:
    """The series that `^` stays in: up to the first number that is not 0; `^*` is 0.0.0 alone."""
    major, minor, patch = constraint.key[:3]
    if major > 0 or constraint.parts is Parts.MAJOR:
        return series(major)
    if minor > 0 or constraint.parts is Parts.MINOR:
        return series(major, minor)
    return series(major, minor, patch)
