"""What an ImagePolicy says about tags: the policy and the filter, as text that is not judged yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The three policies, in the order in which Flux takes them when several are set."""

    SEMVER = "semver"
    ALPHABETICAL = "alphabetical"
    NUMERICAL = "numerical"


@dataclass(frozen=True, slots=True)
class PolicySpec:
    """`spec.policy` and `spec.filterTags` of an ImagePolicy, as they are written.

    Attributes:
        semver: `policy.semver.range`, "" where the map has none; None where there is no `policy.semver`.
        alphabetical: `policy.alphabetical.order`, "" where the map has none; None where there is no such map.
        numerical: `policy.numerical.order`, in the same way.
        pattern: `filterTags.pattern`, "" where there is none.
        extract: `filterTags.extract`, "" where there is none.
        has_filter: whether there is a `filterTags`, be it an empty one.
    """

    semver: str | None = None
    alphabetical: str | None = None
    numerical: str | None = None
    pattern: str = ""
    extract: str = ""
    has_filter: bool = False

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The policies that are set, the one that Flux takes first. Exactly one is right."""
        return tuple(kind for kind, argument in self._arguments if argument is not None)

    @property
    def kind(self) -> Kind | None:
        """The policy that Flux takes: semver before alphabetical before numerical; None where none is set.

        Source: fluxcd/image-reflector-controller, internal/policy/factory.go.
        """
        return next(iter(self.kinds), None)

    @property
    def argument(self) -> str:
        """The range or the order of the policy that Flux takes, as written; "" where none is set."""
        return next((argument for _, argument in self._arguments if argument is not None), "")

    @property
    def _arguments(self) -> tuple[tuple[Kind, str | None], ...]:
        return (
            (Kind.SEMVER, self.semver),
            (Kind.ALPHABETICAL, self.alphabetical),
            (Kind.NUMERICAL, self.numerical),
        )
