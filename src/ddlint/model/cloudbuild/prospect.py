"""What a policy will make of the tags that a build can push: proven over all of them, shown by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ddlint.model.cloudbuild.language import Language, literal
from ddlint.model.cloudbuild.site import PolicyAtHand
from ddlint.model.filters.keys import NUMBER, RELEASE, VERSION, Filter, sortable_keys
from ddlint.model.regexp import Fault, Pattern, compile_pattern, dialect_of, example, witness
from ddlint.model.selection.fate import Fate, Judged, judge_of
from ddlint.model.selection.filtering import DEFAULT_EXCLUSIONS
from ddlint.model.selection.spec import Kind, PolicySpec
from ddlint.model.semver import Range, RangeFault, Semantics


class Chance(IntEnum):
    """How far the tags come; the further, the higher."""

    FILTERED = 1
    """The filter lets none of them through."""
    EXCLUDED = 2
    """The ImageRepository leaves them all out."""
    REFUSED = 3
    """The filter lets them through, and the policy has no use for their keys."""
    MAY_BE = 4
    """One of them may be selected, or that is not known."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a policy makes of the tags of a build.

    Attributes:
        policy: the policy.
        chance: how far they come.
        tag: one of them.
        reason: why it comes no further, to stand behind the tag.
        fits: how many characters of it the filter could still like; more is nearer.
        fails: whether the tag, as long as it is in the registry, fails the policy for all others.
    """

    policy: PolicyAtHand
    chance: Chance
    tag: str = ""
    reason: str = ""
    fits: int = 0
    fails: bool = False


def prospect(policy: PolicyAtHand, language: Language, flux: str) -> Prospect:
    """What `policy` makes of the tags of `language`.

    Args:
        policy: the policy; of one that is doubtful or wrong nothing is known.
        language: the tags.
        flux: the version of Flux, as MAJOR.MINOR.
    """
    judge = judge_of(policy.spec, flux)
    stored = [tag for tag in language.examples if not _excluded(tag, policy.exclusions, flux)]
    fates = [judge(tag) for tag in stored]
    maybe = Prospect(policy, Chance.MAY_BE)
    if policy.doubtful or any(each.fate in {Fate.SORTED, Fate.UNKNOWN} for each in fates):
        return maybe
    found = filter_of(policy.spec, flux)
    if found is None and policy.spec.has_filter:
        return maybe
    if found is not None and witness([language.pattern, found.pattern]).impossible:
        return _filtered(policy, found.pattern, language.examples[0])
    if not stored and language.exact:
        reason = f"is left out by the ImageRepository of {policy.key}"
        return Prospect(policy, Chance.EXCLUDED, language.examples[0], reason)
    if not language.exact and not _never(language, found, policy.spec, flux):
        return maybe
    return _refused(policy, language, found, list(zip(stored, fates, strict=True))) or maybe


def _refused(
    policy: PolicyAtHand, language: Language, found: Filter | None, judged: list[tuple[str, Judged]]
) -> Prospect | None:
    """The prospect of tags none of which has a key that can be sorted, shown by an example."""
    tag, fate = next((each for each in judged if each[1].fate is not Fate.UNMATCHED), ("", None))
    if fate is None:
        free = found is not None and not language.exact
        return _filtered(policy, found.pattern, language.examples[0]) if found and free else None
    key = fate.reason if fate.key in {"", tag} else f"has the key `{fate.key}`, which {fate.reason}"
    fails = policy.spec.kind is Kind.NUMERICAL and fate.fate is Fate.NOT_SORTABLE
    return Prospect(policy, Chance.REFUSED, tag, f"{key} ({_kind(policy)} {policy.key})", fails=fails)


def _never(language: Language, found: Filter | None, spec: PolicySpec, flux: str) -> bool:
    """Whether it is certain that no tag of the language has a key that the policy can sort."""
    shape = NUMBER
    if spec.kind is Kind.SEMVER:
        limits = Range.parse(spec.argument, Semantics.of(flux))
        admitting = isinstance(limits, RangeFault) or any(group.prereleases for group in limits.groups)
        shape = VERSION if admitting else RELEASE
    elif spec.kind is not Kind.NUMERICAL:
        return False
    keys = sortable_keys(found, shape)
    return keys is not None and witness([language.pattern, *keys]).impossible


def _kind(policy: PolicyAtHand) -> str:
    spec = policy.spec
    return f"range `{spec.argument}` of" if spec.kind is Kind.SEMVER else f"{spec.kind} policy"


def filter_of(spec: PolicySpec, flux: str) -> Filter | None:
    """The filter of a policy; None where it has none, or one that does not compile."""
    major, minor = map(int, flux.split("."))
    pattern = compile_pattern(spec.pattern, dialect_of((major, minor))) if spec.has_filter else None
    return Filter(pattern, spec.extract) if isinstance(pattern, Pattern) else None


def _filtered(policy: PolicyAtHand, pattern: Pattern, tag: str) -> Prospect:
    fits = _fits(pattern, tag)
    usual = example(pattern)
    whose = f"the filter of {policy.key}" + (f", which takes `{usual}`" if usual else "")
    if fits == len(tag):
        return Prospect(policy, Chance.FILTERED, tag, f"is too short for {whose}", fits)
    where = f"from `{tag[fits:][:20]}` on " if fits else ""
    return Prospect(policy, Chance.FILTERED, tag, f"is refused {where}by {whose}", fits)


def _fits(pattern: Pattern, tag: str) -> int:
    """How many characters a tag that the pattern matches can have in common with the start of `tag`."""
    low, high = 0, len(tag)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _begins(pattern, tag[:middle]) else (low, middle - 1)
    return low


def _begins(pattern: Pattern, start: str) -> bool:
    prefix = compile_pattern(f"^{literal(start)}")
    return isinstance(prefix, Fault) or not witness([pattern, prefix]).impossible


def _excluded(tag: str, exclusions: tuple[str, ...], flux: str) -> bool:
    return any(pattern.matches(tag) for pattern in _patterns(exclusions or DEFAULT_EXCLUSIONS, flux))


@lru_cache(maxsize=256)
def _patterns(texts: tuple[str, ...], flux: str) -> tuple[Pattern, ...]:
    major, minor = map(int, flux.split("."))
    found = (compile_pattern(text, dialect_of((major, minor))) for text in texts)
    return tuple(each for each in found if isinstance(each, Pattern))


def nearest(prospects: Iterable[Prospect]) -> Prospect:
    """The prospect of the policy that comes nearest to selecting the tags."""
    return max(prospects, key=lambda each: (each.chance, each.fits, each.policy.key))
