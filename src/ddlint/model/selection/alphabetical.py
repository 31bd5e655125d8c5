"""`policy.alphabetical`: keys are compared byte by byte, and the last (`asc`) or the first (`desc`) wins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ddlint.model.selection.ranking import DESCENDING, NOTHING_TO_CHOOSE_FROM


@dataclass(frozen=True, slots=True)
class Texts:
    """The keys as texts.

    Attributes:
        keys: what the filter made of the tags.
        descending: whether the first of the alphabet wins.
    """

    keys: Sequence[str]
    descending: bool

    @property
    def error(self) -> str:
        """Only having no key fails the policy."""
        return "" if self.keys else NOTHING_TO_CHOOSE_FROM

    @property
    def best(self) -> Sequence[int]:
        """One: equal texts are the same text.

        Source: fluxcd/image-reflector-controller, internal/policy/alphabetical.go.
        """
        if not self.keys:
            return ()
        compared = in_bytes(self.keys)
        return (compared.index((min if self.descending else max)(compared)),)

    @property
    def winners(self) -> Sequence[int]:
        """The best: the order of the list is no matter."""
        return self.best

    @property
    def tie(self) -> str:
        """There is none."""
        return ""

    def best_first(self) -> list[int]:
        """By the bytes of the key."""
        compared = in_bytes(self.keys)
        return sorted(range(len(compared)), key=compared.__getitem__, reverse=not self.descending)

    def sorted_as(self) -> Sequence[str]:
        """The key."""
        return self.keys

    def left_out(self) -> Iterator[tuple[int, str]]:
        """None: every text has its place."""
        return iter(())


def texts(direction: str, keys: Sequence[str], shuffled: bool) -> Texts:  # noqa: ARG001 - a policer
    """Judge `keys`; `direction` is `ASC` or `DESC`. The order that they come in is no matter."""
    return Texts(keys, direction == DESCENDING)


def in_bytes(keys: Sequence[str]) -> list[bytes]:
    """What Go compares. Bytes of a tag list that are not UTF-8 are lone surrogates in a key."""
    try:
        return [key.encode("utf-8", "surrogateescape") for key in keys]
    except UnicodeEncodeError:  # other lone surrogates, which no file holds but an escape in YAML may mean
        return [key.encode("utf-8", "surrogatepass") for key in keys]
