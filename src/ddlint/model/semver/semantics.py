"""Which reading of ranges a Flux version has: its image-reflector-controller pins a Masterminds/semver."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Semantics:
    """How ranges and versions are read.

    Attributes:
        group_wide: one constraint with a pre-release part lets pre-releases into all constraints that are
            joined with it by "and" (Masterminds 3.4); else every constraint decides for itself (3.2, 3.3).
        leading_zeros: whether `2025.07.03` is a version (all but Masterminds 3.3.1).
    """

    group_wide: bool = True
    leading_zeros: bool = True

    @classmethod
    def of(cls, flux: str) -> Semantics:
        """The semantics of a Flux version, given as `MAJOR.MINOR`.

        Source: go.mod of fluxcd/image-reflector-controller at the version in each release of fluxcd/flux2:
        Masterminds 3.2.1 and 3.3.0 up to Flux 2.4, 3.3.1 in 2.5, 3.3.0 again in 2.6, 3.4.0 or later from 2.7.

        Raises:
            ValueError: `flux` does not begin with two numbers.
        """
        major, minor = (int(part) for part in flux.removeprefix("v").split(".")[:2])
        return cls(group_wide=(major, minor) >= (2, 7), leading_zeros=(major, minor) != (2, 5))


FLUX_2_5 = Semantics(group_wide=False, leading_zeros=False)
FLUX_2_6 = Semantics(group_wide=False)
FLUX_2_7 = Semantics()
