"""Ranges of versions as `policy.semver.range` has them: parsed once, then asked about many versions.

Source: Masterminds/semver `NewConstraint` and `Check`, as fluxcd/image-reflector-controller calls them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ddlint.model.semver.constraint import Constraint
from ddlint.model.semver.grammar import Unreadable, read
from ddlint.model.semver.intervals import Cut, Piece, cuts_of, inside, overlap, union, without
from ddlint.model.semver.range_fault import RangeFault
from ddlint.model.semver.semantics import FLUX_2_7, Semantics
from ddlint.model.semver.version import RELEASE, Identifiers, Key, Version


@dataclass(frozen=True)
class Group:
    """Constraints that must all hold: one alternative of a range.

    Attributes:
        constraints: in the order in which they are written.
        prereleases: whether a pre-release is looked at at all.
    """

    constraints: tuple[Constraint, ...]
    prereleases: bool

    @cached_property
    def bounds(self) -> Piece:
        """Between which cuts its versions are; empty where the first is not below the second."""
        return overlap(constraint.piece for constraint in self.constraints)

    @cached_property
    def releases(self) -> tuple[Piece, ...]:
        """The releases that it takes."""
        holes = (constraint.release_hole for constraint in self.constraints)
        return tuple(without(self.bounds, [hole for hole in holes if hole is not None]))

    @cached_property
    def prerelease_pieces(self) -> tuple[Piece, ...]:
        """The pre-releases that it takes, apart from `odd_holes`."""
        if not self.prereleases:
            return ()
        holes = (constraint.prerelease_hole for constraint in self.constraints)
        return tuple(without(self.bounds, [hole for hole in holes if hole is not None]))

    @cached_property
    def odd_holes(self) -> frozenset[tuple[int, int, Identifiers]]:
        """Pre-releases (major, minor, identifiers) that it takes at no patch."""
        holes = (constraint.odd_hole for constraint in self.constraints)
        return frozenset(hole for hole in holes if hole is not None)

    def admits_key(self, key: Key) -> bool:
        """Whether it takes the version with this key."""
        if key[3] == RELEASE:
            return inside(cuts_of(self.releases), key)
        return (key[0], key[1], key[3]) not in self.odd_holes and inside(cuts_of(self.prerelease_pieces), key)


@dataclass(frozen=True)
class Range:
    """A range.

    Attributes:
        text: as it was written.
        semantics: by which it is read.
        groups: the alternatives; a version is admitted where one of them takes it.
    """

    text: str
    semantics: Semantics
    groups: tuple[Group, ...]

    @classmethod
    def parse(cls, text: str, semantics: Semantics = FLUX_2_7) -> Range | RangeFault:
        """Read `text`; a fault says what is wrong and where."""
        try:
            alternatives = read(text, semantics)
        except Unreadable as unreadable:
            return unreadable.fault
        return cls(
            text, semantics, tuple(Group(group, _prereleases(group, semantics)) for group in alternatives)
        )

    def admits(self, version: Version) -> bool:
        """Whether Flux would take `version`."""
        return self.admits_key(version.key)

    def admits_key(self, key: Key) -> bool:
        """Whether Flux would take the version with this key."""
        if key[3] == RELEASE:
            return inside(self._releases, key)
        return inside(self._prereleases, key) or any(group.admits_key(key) for group in self._odd)

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """All constraints, in the order in which they are written."""
        return tuple(constraint for group in self.groups for constraint in group.constraints)

    @cached_property
    def _releases(self) -> tuple[Cut, ...]:
        return cuts_of(union(piece for group in self.groups for piece in group.releases))

    @cached_property
    def _prereleases(self) -> tuple[Cut, ...]:
        plain = (group for group in self.groups if not group.odd_holes)
        return cuts_of(union(piece for group in plain for piece in group.prerelease_pieces))

    @cached_property
    def _odd(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.odd_holes)


def _prereleases(constraints: tuple[Constraint, ...], semantics: Semantics) -> bool:
    """Whether pre-releases are looked at: where one constraint has one, before 3.4 where all let them in."""
    if semantics.group_wide:
        return any(constraint.has_prerelease for constraint in constraints)
    return all(constraint.lets_prereleases_in for constraint in constraints)
