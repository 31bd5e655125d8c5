"""What an ImagePolicy lets in that it did not before: each with a tag or version that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, product

from ddlint.model.accounts.reach import Reach
from ddlint.model.regexp import Fault, Pattern, compile_pattern, dialect_of, witness
from ddlint.model.selection.spec import Kind
from ddlint.model.semver import Range, Semantics
from ddlint.model.semver.version import NUMBERS, RELEASE, Key

_NUMBER = re.compile(r"[0-9]{1,9}")
_MOST = 12  # numbers of two ranges that are tried; nobody writes more
_ANY_TAGS = ("latest", "main", "test", "2147483647")


class How(StrEnum):
    """In which way a policy is looser."""

    PRERELEASES = "pre-releases"
    MAJOR = "major"
    NO_FILTER = "no filter"
    FILTER = "filter"


@dataclass(frozen=True, slots=True)
class Looser:
    """One way in which it is.

    Attributes:
        how: which.
        what: it lets in, as a clause.
    """

    how: How
    what: str


def looser(old: Reach, new: Reach) -> Iterator[Looser]:
    """What `new` lets in and `old` does not; nothing where one of them is not known, or was none.

    Args:
        old: the policy before.
        new: the policy after.
    """
    if old.unknown or new.unknown or old.examples.invalid or new.examples.invalid:
        return
    candidate = new.examples.prerelease
    if candidate and old.examples.never:
        yield Looser(How.PRERELEASES, f"it selects pre-releases, such as {candidate}")
    major = _new_major(old, new)
    if major:
        yield Looser(How.MAJOR, f"it selects a higher major version, such as {major}")
    yield from _filter(old, new)


def _filter(old: Reach, new: Reach) -> Iterator[Looser]:
    if new.spec.kind is Kind.SEMVER and not old.spec.has_filter:
        return
    if not new.spec.has_filter:
        example = next((tag for tag in _ANY_TAGS if new.admits(tag) and not old.admits(tag)), "")
        if example:
            yield Looser(How.NO_FILTER, f"no filter and no range keeps any tag out, such as {example}")
        elif old.spec.has_filter and old.spec.kind is new.spec.kind:
            yield Looser(How.NO_FILTER, f"the filter '{old.spec.pattern}' is gone")
    elif old.spec.has_filter:
        tag = _wider(old, new)
        if tag:
            yield Looser(How.FILTER, f"its filter lets more through, such as {tag}")


def _wider(old: Reach, new: Reach) -> str:
    """A tag that the new filter lets through beyond all that the old one did; empty for none."""
    one, other = _pattern(old), _pattern(new)
    if one is None or other is None or old.spec.pattern == new.spec.pattern:
        return ""
    more = witness([other], [one]).tag
    return more if more and witness([one], [other]).impossible else ""


def _pattern(reach: Reach) -> Pattern | None:
    major, minor = map(int, reach.flux.split("."))
    found = compile_pattern(reach.spec.pattern, dialect_of((major, minor)))
    return None if isinstance(found, Fault) else found


def _new_major(old: Reach, new: Reach) -> str:
    """A tag of a major version above all that the old range takes; empty for none."""
    one, other = _range(old), _range(new)
    if one is None or other is None or one.text == other.text:
        return ""
    numbers = _numbers(f"{one.text} {other.text}")
    top = max((key[0] for key in _tried(numbers) if one.admits_key(key)), default=None)
    if top is None:
        return ""
    above = islice((key for key in _tried(numbers) if key[0] > top and other.admits_key(key)), _MOST)
    return next((text for key in above if (text := _text(key, new))), "")


def _text(key: Key, policy: Reach) -> str:
    """A version as a tag that the policy selects, its filter too; empty where that keeps it out."""
    plain = ".".join(map(str, key[:3]))
    tried = [plain, f"v{plain}"]
    pattern, form = _pattern(policy), compile_pattern(rf"(^|[^0-9.]){re.escape(plain)}([^0-9.]|$)")
    if policy.spec.extract and pattern is not None and not isinstance(form, Fault):
        tried.append(witness([pattern, form]).tag or "")
    return next((each for each in tried if policy.admits(each)), "")


def _range(reach: Reach) -> Range | None:
    if reach.spec.kind is not Kind.SEMVER:
        return None
    found = Range.parse(reach.spec.argument, Semantics.of(reach.flux))
    return found if isinstance(found, Range) else None


def _numbers(text: str) -> list[int]:
    written = [int(each) for each in _NUMBER.findall(text)][:_MOST]
    near = {0, 1, *written, *(each + 1 for each in written)}
    return sorted(each for each in near if each < NUMBERS)


def _tried(numbers: list[int]) -> Iterator[Key]:
    """Releases made of the numbers that two ranges are made of, and their neighbours, the lowest first."""
    for major, minor, patch in product(numbers, repeat=3):
        yield major, minor, patch, RELEASE
