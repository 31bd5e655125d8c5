"""What a policy makes of one tag, as of those that stand in a config repository."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial

from ddlint.model.regexp import Fault, compile_pattern, dialect_of, extractor
from ddlint.model.selection.go_float import parse_float
from ddlint.model.selection.ranking import ASCENDING, DESCENDING
from ddlint.model.selection.spec import Kind, PolicySpec
from ddlint.model.semver import Fault as NoVersion
from ddlint.model.semver import Range, RangeFault, Semantics, Version, why_not


class Fate(StrEnum):
    """How far a tag comes."""

    SORTED = "sorted"
    """It may be selected."""
    UNMATCHED = "unmatched"
    """The filter does not let it through."""
    OUTSIDE = "outside"
    """It is a version that the range does not admit."""
    NOT_SORTABLE = "not-sortable"
    """The filter lets it through, and the policy cannot sort its key."""
    UNKNOWN = "unknown"
    """The policy itself is wrong: nothing can be said about tags."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of one tag.

    Attributes:
        fate: how far it comes.
        key: what the filter makes of it; "" where it does not let it through.
        reason: why it comes no further, to stand behind the key (or behind the tag, where there is none).
    """

    fate: Fate
    key: str = ""
    reason: str = ""


Judge = Callable[[str], Judged]
_UNKNOWN = Judged(Fate.UNKNOWN)


@lru_cache(maxsize=4096)
def judge_of(spec: PolicySpec, flux: str) -> Judge:
    """The judge of `spec`, made once for many tags."""
    sort = _sorter(spec, flux)
    filter_ = _filter(spec, flux)
    if sort is None or filter_ is None:
        return lambda _: _UNKNOWN
    return partial(_judge, filter_, sort)


def _judge(filter_: Callable[[str], str | None], sort: Judge, tag: str) -> Judged:
    key = filter_(tag)
    if key is None:
        return Judged(Fate.UNMATCHED, reason="is not matched by the filter")
    return sort(key)


def _filter(spec: PolicySpec, flux: str) -> Callable[[str], str | None] | None:
    """From a tag to its key; None where the pattern does not compile."""
    if not spec.has_filter:
        return str
    major, minor = map(int, flux.split("."))
    pattern = compile_pattern(spec.pattern, dialect_of((major, minor)))
    if isinstance(pattern, Fault):
        return None
    return extractor(pattern, spec.extract) if spec.extract else partial(_whole, pattern.matches)


def _whole(matches: Callable[[str], bool], tag: str) -> str | None:
    return tag if matches(tag) else None


def _sorter(spec: PolicySpec, flux: str) -> Judge | None:
    """What is made of a key; None where the policy is wrong."""
    match spec.kind:
        case Kind.SEMVER:
            limits = Range.parse(spec.argument, Semantics.of(flux))
            return None if isinstance(limits, RangeFault) else partial(_version, limits)
        case Kind.NUMERICAL | Kind.ALPHABETICAL:
            known = spec.argument.upper() in {"", ASCENDING, DESCENDING}
            sort = _number if spec.kind is Kind.NUMERICAL else partial(Judged, Fate.SORTED)
            return sort if known else None
    return None


def _version(limits: Range, key: str) -> Judged:
    version = Version.parse(key, limits.semantics)
    if isinstance(version, NoVersion):
        return Judged(Fate.NOT_SORTABLE, key, version.reason)
    reason = why_not(limits, version)
    return Judged(Fate.OUTSIDE if reason else Fate.SORTED, key, reason)


def _number(key: str) -> Judged:
    if parse_float(key) is None:
        return Judged(Fate.NOT_SORTABLE, key, "is not a number")
    return Judged(Fate.SORTED, key)
