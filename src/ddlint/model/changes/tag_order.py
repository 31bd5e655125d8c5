"""Which of two tags is the newer one to Flux: by the policy where it is known, else by what tags say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ddlint.model.accounts.reach import Reach
from ddlint.model.accounts.release import release_of
from ddlint.model.deployments.tag_order import Reader, compare
from ddlint.model.selection.evaluate import select
from ddlint.model.selection.fate import Fate, judge_of


class Way(StrEnum):
    """Where a value went."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"
    """The two are one to the policy, or which of them it takes is up to chance."""
    OUT = "out"
    """To what the policy does not select."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a value went, and who says so.

    Attributes:
        way: where.
        policy: that says so; None where only the tags do.
    """

    way: Way
    policy: Reach | None = None


def moved(old: str, new: str, policies: Sequence[Reach], read: Reader) -> Moved:
    """Where a value went that held the tag `old` and now holds `new`.

    Args:
        old: the tag before.
        new: the tag after.
        policies: that the marker may mean; what they say counts where those agree that select the new tag.
        read: reads tags of which no policy is known.
    """
    if policies and not any(each.unknown for each in policies):
        ways = {_by_policy(old, new, each): each for each in reversed(policies)}
        sorting = ways.keys() - {Way.OUT}
        if ways and not sorting:
            return Moved(Way.OUT, policies[0])
        if Way.UNKNOWN not in sorting:
            way = sorting.pop() if len(sorting) == 1 else Way.UNKNOWN
            return Moved(way, ways.get(way))
    return Moved(_by_tags(old, new, read))


def _by_policy(old: str, new: str, policy: Reach) -> Way:
    judge = judge_of(policy.spec, policy.flux)
    fates = judge(old).fate, judge(new).fate
    if Fate.UNKNOWN in fates:
        return Way.UNKNOWN
    if fates[1] is not Fate.SORTED:
        return Way.OUT
    if fates[0] is not Fate.SORTED:
        return Way.UP  # from what Flux never wrote to what it may
    latest = {select(policy.spec, tags, flux=policy.flux).latest for tags in ([old, new], [new, old])}
    return {old: Way.DOWN, new: Way.UP}.get(latest.pop() or "", Way.LEVEL) if len(latest) == 1 else Way.LEVEL


def _by_tags(old: str, new: str, read: Reader) -> Way:
    one, other = release_of(old), release_of(new)
    if one is not None and other is not None and one.variant != other.variant:
        return Way.UNKNOWN  # `1.2.3-alpine` is below `1.2.3` to SemVer, and no older
    order = compare(read(old), read(new))
    return _WAYS[order] if order is not None else Way.UNKNOWN


_WAYS = {-1: Way.DOWN, 0: Way.LEVEL, 1: Way.UP}
