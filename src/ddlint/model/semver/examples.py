"""Versions that a range admits, or the proof that there are none: for "this policy would take 2.0.0-rc.1".

Both answers are exact. The versions that an alternative takes are pieces of the order; the least release and
the least pre-release of a piece can be written down, and where that one lies behind the piece there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ddlint.model.semver.intervals import Cut, Piece, without
from ddlint.model.semver.range import Group, Range
from ddlint.model.semver.semantics import FLUX_2_6, FLUX_2_7
from ddlint.model.semver.version import BEFORE, NUMBERS, RELEASE, Identifiers, Key, Version, text_of

Core = tuple[int, int, int]

#: Pre-releases as people write them, the one that says most first.
_USUAL: Final[tuple[Identifiers, ...]] = tuple(((1, word), (0, 1)) for word in ("rc", "beta", "alpha"))
_LEAST: Final[Identifiers] = ((0, 0),)
#: What is shown instead of 0.0.0.
_ZERO: Final[Key] = (0, 0, 0, RELEASE)
_FAMILIAR: Final[tuple[Key, ...]] = ((1, 0, 0, RELEASE), (0, 1, 0, RELEASE))


def example_prerelease(chosen: Range) -> Version | None:
    """A pre-release that `chosen` admits, such as `2.0.0-rc.1`; None where it admits none at all."""
    for group in chosen.groups:
        example = next(_prereleases(group), None)
        if example is not None:
            return _version(example)
    return None


def example_release(chosen: Range) -> Version | None:
    """A release that `chosen` admits, the least one of an alternative; None where it admits none at all."""
    least = next((key for group in chosen.groups if (key := least_release(group)) is not None), None)
    if least is None:
        return None
    return _version(
        next((key for key in _FAMILIAR if chosen.admits_key(key)), least) if least == _ZERO else least
    )


def least_release(group: Group) -> Key | None:
    """The least release that the group takes."""
    for low, high in group.releases:
        least = _release_above(low)
        if least is not None and (least, 0) < high:
            return least
    return None


def takes_nothing(group: Group) -> bool:
    """Whether an alternative takes no version at all."""
    return least_release(group) is None and next(_prereleases(group), None) is None


def changed_in_2_7(chosen: Range) -> Version | None:
    """A version that Flux 2.6 and 2.7 answer differently about; None where none was found.

    The two differ only in which alternatives look at pre-releases.
    """
    old, new = Range.parse(chosen.text, FLUX_2_6), Range.parse(chosen.text, FLUX_2_7)
    if not isinstance(old, Range) or not isinstance(new, Range):
        return None
    for before, after in zip(old.groups, new.groups, strict=True):
        if before.prereleases != after.prereleases:
            group, other = (before, new) if before.prereleases else (after, old)
            found = next((key for key in _told_apart(group, other) if not other.admits_key(key)), None)
            if found is not None:
                return _version(found)
    return None


def _told_apart(group: Group, other: Range) -> Iterator[Key]:
    """Pre-releases that the group takes, those too that `other` excludes at every patch."""
    yield from _prereleases(group)
    taken = [piece for theirs in other.groups for piece in theirs.prerelease_pieces]
    for piece in group.prerelease_pieces:
        for rest in without(piece, taken):
            least = _least_prerelease(group, rest)
            if least is not None:
                yield least
    for major, minor, identifiers in sorted({hole for theirs in other.groups for hole in theirs.odd_holes}):
        for patch in sorted({0, group.bounds[0][0][2], group.bounds[0][0][2] + 1}):
            key: Key = (major, minor, patch, identifiers)
            if patch < NUMBERS and group.admits_key(key):
                yield key


def _version(key: Key) -> Version:
    return Version(text_of(key), key)


def _prereleases(group: Group) -> Iterator[Key]:
    """Pre-releases that the group takes: those that people would write, then the least of every piece."""
    candidates = (_least_prerelease(group, piece) for piece in group.prerelease_pieces)
    least = [candidate for candidate in candidates if candidate is not None]
    if not least:
        return
    for identifiers in _USUAL:
        for core in _cores(group.bounds):
            key: Key = (*core, identifiers)
            if group.admits_key(key):
                yield key
    yield from least


def _cores(bounds: Piece) -> Iterator[Core]:
    """Where a pre-release says most: at the upper bound, then at the next major, minor and patch."""
    (high, _), (low, _) = bounds[1], bounds[0]
    major, minor, patch = low[:3]
    nexts = ((major + 1, 0, 0), (major, minor + 1, 0), (major, minor, patch + 1))
    for core in (high[:3], *nexts, (major, minor, patch)):
        if max(core) < NUMBERS:
            yield core


def _least_prerelease(group: Group, piece: Piece) -> Key | None:
    """The least pre-release in `piece`, past those that the group excludes at every patch."""
    (key, side), high = piece
    core = _carried(key)
    if key[3] == RELEASE:
        core, identifiers = _carried((key[0], key[1], key[2] + 1, BEFORE)), _LEAST
    elif key[3] == BEFORE:
        identifiers = _LEAST
    else:
        identifiers = key[3] + _LEAST if side else key[3]
    if core is None:
        return None
    while (core[0], core[1], identifiers) in group.odd_holes:
        identifiers += _LEAST
    return (*core, identifiers) if ((*core, identifiers), 0) < high else None


def _release_above(low: Cut) -> Key | None:
    """The least release above the cut."""
    key, side = low
    core = _carried((key[0], key[1], key[2] + 1, BEFORE) if key[3] == RELEASE and side else key)
    return None if core is None else (*core, RELEASE)


def _carried(key: Key) -> Core | None:
    """The numbers of a bound, where one may have grown to 2^64; None where nothing lies above."""
    major, minor, patch = key[:3]
    if patch >= NUMBERS:
        minor, patch = minor + 1, 0
    if minor >= NUMBERS:
        major, minor, patch = major + 1, 0, 0
    return None if major >= NUMBERS else (major, minor, patch)
