"""Why each tag is in or out, in words: made only where they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ddlint.model.selection.evaluate import Selection
from ddlint.model.selection.filtering import Filtered
from ddlint.model.selection.ranking import Ranking


class State(StrEnum):
    """How far a tag came."""

    SELECTED = "selected"
    MAY_BE_SELECTED = "may-be-selected"
    """Chance decides between it and others."""
    BEHIND = "behind"
    """The policy sorts it, and another one is better."""
    LEFT_OUT = "left-out"
    """The filter lets it through; the policy does not sort it."""
    SHADOWED = "shadowed"
    """Its key is also that of a tag that is listed later."""
    UNMATCHED = "unmatched"
    """The filter does not let it through."""
    EXCLUDED = "excluded"
    """The ImageRepository does not store it."""


class Verdict(NamedTuple):
    """What became of one tag.

    Attributes:
        tag: as it was listed.
        matched: whether it is stored and the filter lets it through.
        key: what the filter made of it, which is what the policy sees; None where it does not get there.
        sorted_as: what the key counts as when it is compared; None where it is not compared.
        state: how far it came.
        reason: why, in words, without a full stop.
    """

    tag: str
    matched: bool
    key: str | None
    sorted_as: str | None
    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """Tags that came equally far, best first. As columns: there may be many.

    Attributes:
        state: how far.
        tags: as they were listed.
        keys: of each, what the policy sees; empty where they do not get there.
        sorted_as: of each, what the key counts as; empty where they are not compared.
        reasons: of each, why; one alone is that of all.
    """

    state: State
    tags: Sequence[str]
    keys: Sequence[str] = ()
    sorted_as: Sequence[str | None] = ()
    reasons: Sequence[str] = ("",)

    @property
    def matched(self) -> bool:
        """Whether they are stored and the filter lets them through."""
        return self.state not in {State.UNMATCHED, State.EXCLUDED}

    def rows(self) -> Iterator[Verdict]:
        """One by one."""
        reasons = self.reasons if len(self.reasons) == len(self.tags) else (*self.reasons,) * len(self.tags)
        keys: Sequence[str | None] = self.keys or [None] * len(self.tags)
        counted = self.sorted_as or [None] * len(self.tags)
        for tag, key, each, reason in zip(self.tags, keys, counted, reasons, strict=True):
            yield Verdict(tag, self.matched, key, each, self.state, reason)


def verdicts(selection: Selection) -> Iterator[Verdict]:
    """Each tag, in the order of `groups`."""
    return (verdict for group in groups(selection) for verdict in group.rows())


def groups(selection: Selection) -> Iterator[Group]:
    """All tags: those that are sorted, as Flux sorts them; then those that are out, by how far they came.

    A tag of which nothing can be said, because the policy or the exclusionList is invalid, is not there.
    """
    filtered, ranking = selection.filtered, selection.ranking
    found = [] if ranking is None else [*_sorted(selection, ranking), _left_out(filtered, ranking)]
    yield from (group for group in (*found, _shadowed(filtered)) if group.tags)
    if filtered.unmatched:
        yield Group(State.UNMATCHED, filtered.unmatched, reasons=("not matched by the filter",))
    if filtered.excluded:
        reasons = [
            f"excluded by '{pattern}' of the ImageRepository" for pattern in filtered.excluded.values()
        ]
        yield Group(State.EXCLUDED, tuple(filtered.excluded), reasons=reasons)


def _sorted(selection: Selection, ranking: Ranking) -> Iterator[Group]:
    """What wins, what is as good, and what is behind."""
    order, counted = ranking.best_first(), ranking.sorted_as()
    winners, best = frozenset(ranking.winners), frozenset(ranking.best)
    tied: list[int] = []
    first, rest = order[: len(best)], order[len(best) :]
    if len(best) > 1:
        first = [at for at in order if at in winners]
        tied = [at for at in order if at in best and at not in winners]
        rest = [at for at in order if at not in best]
    state = State.MAY_BE_SELECTED if selection.nondeterministic else State.SELECTED
    behind = "sorted, but the policy fails" if selection.error else "sorts behind"
    equal = f"{ranking.tie} as {selection.latest}: the order of the list decides"
    for each, chosen, reason in (
        (state, first, _why(selection, ranking)),
        (State.BEHIND, tied, equal),
        (State.BEHIND, rest, behind),
    ):
        yield _group(each, selection.filtered, chosen, counted, (reason,))


def _group(
    state: State,
    filtered: Filtered,
    chosen: Sequence[int],
    counted: Sequence[str | None],
    reasons: Sequence[str],
) -> Group:
    tags = list(map(filtered.tags.__getitem__, chosen))
    keys = list(map(filtered.keys.__getitem__, chosen))
    return Group(state, tags, keys, list(map(counted.__getitem__, chosen)), reasons)


def _why(selection: Selection, ranking: Ranking) -> str:
    if not selection.nondeterministic:
        return "selected"
    return f"{ranking.tie}, and a filter leaves the keys in random order: chance decides"


def _left_out(filtered: Filtered, ranking: Ranking) -> Group:
    out = list(ranking.left_out())
    if not out:
        return Group(State.LEFT_OUT, ())
    chosen, reasons = zip(*out, strict=True)
    return _group(State.LEFT_OUT, filtered, chosen, ranking.sorted_as(), reasons)


def _shadowed(filtered: Filtered) -> Group:
    if not filtered.shadowed:
        return Group(State.SHADOWED, ())
    origins = filtered.origins
    tags, keys = zip(*filtered.shadowed, strict=True)
    reasons = [f"has the key of {origins[key]}, which is listed later and stands for both" for key in keys]
    return Group(State.SHADOWED, tags, keys, reasons=reasons)
