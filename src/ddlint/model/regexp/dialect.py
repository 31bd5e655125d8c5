"""What the Go that a Flux version was built with accepts in a pattern."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""Where versions of Go differ.

    Attributes:
        angle_names: whether `(?<name>...)` is a group (Go 1.22).
        loose_classes: whether `\p{letter}` is found, whatever its case, and by its long name (Go 1.25).
    """

    angle_names: bool = True
    loose_classes: bool = True


NEWEST = Dialect()


def dialect_of(flux: tuple[int, int]) -> Dialect:
    """The dialect of a Flux version.

    Source: go.mod of fluxcd/image-reflector-controller: 0.32 (Flux 2.3) is the first with Go 1.22,
    1.0 (Flux 2.7) the first with Go 1.25.
    """
    return Dialect(angle_names=flux >= (2, 3), loose_classes=flux >= (2, 7))
