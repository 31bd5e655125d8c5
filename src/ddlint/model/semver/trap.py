"""A range that Flux accepts and that means something else than it seems to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TrapKind(StrEnum):
    """What kind of surprise."""

    HYPHEN_WITHOUT_BLANKS = "hyphen-without-blanks"  # 1.0.0-2.0.0 is one pre-release
    HYPHEN_BEHIND_BARS = "hyphen-behind-bars"  # 1||2 - 3 is read as >=1 or (2 and <=3)
    PART_IGNORED = "part-ignored"  # 1.*.3 is 1.x
    BUILD_IGNORED = "build-ignored"  # 1.2.3+build is 1.2.3
    PRERELEASE_WILDCARD = "prerelease-wildcard"  # 1.2.x-x leaves 1.2.0-rc.1 out
    PARTIAL = "partial"  # 1.0 is every 1.0.x
    EQUAL_PARTIAL = "equal-partial"  # =1.0 is every 1.0.x
    ABOVE_PARTIAL = "above-partial"  # >1.2 begins at 1.3.0
    UP_TO_PARTIAL = "up-to-partial"  # <=1.2 has every 1.2.x
    CARET_ZERO = "caret-zero"  # ^0.2.3 stays below 0.3.0
    TILDE_ZERO = "tilde-zero"  # ~0.0.0 is everything
    WILDCARD_BOUND = "wildcard-bound"  # ^* is 0.0.0 alone
    EXACT = "exact"  # 1.2.3 never moves
    NOTHING = "nothing"  # 1.2.3 1.2.4
    DEAD_ALTERNATIVE = "dead-alternative"  # ^1.0.0 || >2.0.0 <1.0.0
    EVERYTHING = "everything"  # >=1.0.0 || <2.0.0
    UPPER_BOUND_PRERELEASE = "upper-bound-prerelease"  # >=1.0.0-0 <2.0.0 takes 2.0.0-rc.1, from 2.7 on
    PRERELEASE_WITHOUT_EFFECT = "prerelease-without-effect"  # the same takes no pre-release, before 2.7
    EXCLUSION_TAKES_PRERELEASES = "exclusion-takes-prereleases"  # !=1.2.3 takes 2.0.0-rc.1, before 2.7


@dataclass(frozen=True, slots=True)
class Trap:
    """One surprise.

    Attributes:
        kind: of which kind.
        start: offset of the part of the range that surprises.
        end: offset after it.
        sentence: what it means, with the part in it.
        help: what to write instead.
        changes: whether the meaning is another one from Flux 2.7 on.
    """

    kind: TrapKind
    start: int
    end: int
    sentence: str
    help: str
    changes: bool = False
