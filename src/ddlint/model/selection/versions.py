"""`policy.semver`: of the keys that are versions, the highest that the range admits wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ddlint.model.selection.go_quote import go_quote
from ddlint.model.selection.ranking import NOTHING_TO_CHOOSE_FROM
from ddlint.model.selection.refused import DECLINED, STALLED, Refused
from ddlint.model.semver import Fault, Range, RangeFault, Semantics, Version, why_not
from ddlint.model.semver.hyphens import rewrite_hyphens
from ddlint.model.semver.range_fault import Refusal
from ddlint.model.semver.version import Key, tag_keys, text_of


@dataclass(frozen=True, slots=True)
class Versions:
    """The keys as versions.

    Attributes:
        keys: what the filter made of the tags.
        values: by what each is compared; None where it is no version, which Flux passes over.
        admitted: the keys, by index, whose versions the range admits.
        limits: the range.
        shuffled: whether Flux gets the keys in random order, as it does from a filter.
    """

    keys: Sequence[str]
    values: Sequence[Key | None]
    admitted: Sequence[int]
    limits: Range
    shuffled: bool

    @property
    def error(self) -> str:
        """Having no key fails the policy, and so does having none that is admitted."""
        if not self.keys:
            return NOTHING_TO_CHOOSE_FROM
        return "" if self.admitted else "unable to determine latest version from provided list"

    @property
    def best(self) -> Sequence[int]:
        """The highest, which may be several: `1.2.3` and `v1.2.3`."""
        if not self.admitted:
            return ()
        best = max(map(self._value, self.admitted))
        return [index for index in self.admitted if self.values[index] == best]

    @property
    def winners(self) -> Sequence[int]:
        """The first of the highest.

        Source: fluxcd/image-reflector-controller, internal/policy/semver.go.
        """
        return self.best if self.shuffled else self.best[:1]

    @property
    def tie(self) -> str:
        """Versions that are written in several ways."""
        return "the same version"

    def best_first(self) -> list[int]:
        """By version, of equal ones the first listed first."""
        return sorted(self.admitted, key=self._value, reverse=True)

    def sorted_as(self) -> list[str | None]:
        """The version without what does not count: a `v`, zeros in front, build metadata."""
        return [None if value is None else text_of(value) for value in self.values]

    def left_out(self) -> Iterator[tuple[int, str]]:
        """Those outside the range, the highest first; then those that are no version."""
        inside = set(self.admitted)
        outside = [index for index, value in enumerate(self.values) if value and index not in inside]
        for index in sorted(outside, key=self._value, reverse=True):
            yield index, self._outside(index)
        for index, value in enumerate(self.values):
            if value is None:
                yield index, self._no_version(self.keys[index])

    def _value(self, index: int) -> Key:
        value = self.values[index]
        assert value is not None
        return value

    def _outside(self, index: int) -> str:
        return why_not(self.limits, Version(self.keys[index], self._value(index)))

    def _no_version(self, key: str) -> str:
        fault = Version.parse(key, self.limits.semantics)
        return fault.reason if isinstance(fault, Fault) else "is not a version"


def versions_in(text: str, flux: str) -> Callable[[Sequence[str], bool], Versions]:
    """How to judge keys by the range `text`.

    Raises:
        Refused: it is no range.
    """
    semantics = Semantics.of(flux)
    limits = Range.parse(text, semantics)
    if isinstance(limits, RangeFault):
        raise Refused(*_refused(limits, semantics))
    return partial(_versions, limits)


def _versions(limits: Range, keys: Sequence[str], shuffled: bool) -> Versions:
    values = tag_keys(keys, limits.semantics)
    admitted = [index for index, value in enumerate(values) if value and limits.admits_key(value)]
    return Versions(keys, values, admitted, limits, shuffled)


def _refused(fault: RangeFault, semantics: Semantics) -> tuple[str, str]:
    """What Masterminds says: it quotes the alternative that it cannot take apart, hyphen ranges rewritten."""
    if fault.refusal is Refusal.TOO_LONG:
        return f"the range {fault.reason}", DECLINED
    if fault.refusal is Refusal.PARSER:
        return Refusal.PARSER, STALLED
    alternatives = rewrite_hyphens(fault.text).text.split("||")
    refused = (each for each in alternatives if isinstance(Range.parse(each, semantics), RangeFault))
    return f"{fault.refusal}: {go_quote(next(refused, fault.text))}", STALLED
